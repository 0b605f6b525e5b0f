import Foundation
import Glibc
import RigCore
import RigTestSupport
import RigWiring
import Testing

@testable import RigGPIO

@Suite struct PositionDetectorTests {
  private let inputs = ["in_voltage0_raw": "0", "in_voltage1_raw": "0"]

  @Test(arguments: [
    (1000, 1000, 0), (0, 2000, 1), (2000, 0, -1), (500, 1500, 0.5), (50, 150, 0.5), (1200, 800, -0.2),
  ])
  func `the difference over the sum, from the lower end to the upper`(a: Int, b: Int, share: Double) throws {
    let kernel = converter(["in_voltage0_raw": "\(a)", "in_voltage1_raw": "\(b)", "in_voltage_scale": "1"])
    let settings = PositionDetectorSettings(device: "mcp3008", halfLength: .centimeters(2), height: .centimeters(7))
    let detector = try kernel.detector(settings, target: .centimeters(6))
    let height = try #require(try detector.height())
    #expect(abs(height.centimeters - (7 + 2 * share)) < 1e-12)
    let error = try #require(try detector.read().error)
    #expect(abs(error[0].centimeters - (1 + 2 * share)) < 1e-12)
  }

  /// Whatever the light and the converter are, the dot is found to within the rounding of the counts.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func `the dot is found wherever it is, however bright`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let halfLength = draws.ratio(0.1, 20)
    let scale = draws.ratio(0.01, 4).rounded(toMultiplesOf: 1e-6)
    let offset = Int.random(in: -100...100, using: &draws)
    let settings = PositionDetectorSettings(
      device: "0", channels: (4, 2), halfLength: .centimeters(halfLength),
      height: .centimeters(.random(in: -50...50, using: &draws)), minimumVolts: 0.001)
    let target = Length.centimeters(.random(in: -50...50, using: &draws))
    let kernel = converter([
      "in_voltage2_raw": "0", "in_voltage4_raw": "0", "in_voltage_scale": "\(scale)", "in_voltage_offset": "\(offset)",
    ])
    let detector = try kernel.detector(settings, target: target)
    for _ in 0..<20 {
      let share = Double.random(in: -1...1, using: &draws)
      let counts = draws.ratio(1000, 30_000)
      kernel.set("in_voltage4_raw", "\(Int((counts * (1 - share) / 2).rounded()) - offset)")
      kernel.set("in_voltage2_raw", "\(Int((counts * (1 + share) / 2).rounded()) - offset)")
      let dot = settings.height.centimeters + share * halfLength
      let tolerance = halfLength * 1.1 / counts
      #expect(abs((try detector.height()?.centimeters ?? .nan) - dot) <= tolerance)
      let error = try detector.read().error?[0].centimeters ?? .nan
      #expect(abs(error - (dot - target.centimeters)) <= tolerance)
    }
  }

  @Test(arguments: [
    (24, 25, false), (25, 25, true), (0, 49, false), (0, 50, true), (0, 0, false), (-100, 60, false), (-30, 100, true),
    (-60, -60, false),
  ])
  func `below the least sum the spot is lost`(a: Int, b: Int, isSeen: Bool) throws {
    let kernel = converter(["in_voltage0_raw": "\(a)", "in_voltage1_raw": "\(b)", "in_voltage_scale": "1"])
    let detector = try kernel.detector()
    #expect((try detector.height() != nil) == isSeen)
    #expect((try detector.read() == .spotLost) == !isSeen)
  }

  @Test(arguments: [0, -1]) func `no light at all is a lost spot, whatever the least sum`(minimum: Double) throws {
    var settings = PositionDetectorSettings(device: "0")
    settings.minimumVolts = minimum
    #expect(try converter(inputs).detector(settings).height() == nil)
  }

  /// As an ADS1115 has them by default: 16 bits with a sign, 0.0625 mV a count.
  @Test(arguments: [(32767, 32767), (32767, 20000), (20000, 32767), (-32768, 30000), (40000, 40000)])
  func `an input at an end of its range is no reading`(a: Int, b: Int) throws {
    let kernel = converter(
      ["in_voltage0_raw": "\(a)", "in_voltage1_raw": "\(b)", "scan_elements/in_voltage_type": "le:s16/16>>0"],
      name: "ads1015", scale: "0.0625", range: nil)
    let detector = try kernel.detector()
    #expect(try detector.look() == .clipped)
    #expect(try detector.read() == .spotLost)
    let spot = DetectorSpot(detector)
    #expect(try spot.look() == .clipped && spot.sight() == nil && spot.offset() == nil)
    kernel.set("in_voltage0_raw", "32766")
    kernel.set("in_voltage1_raw", "-32767")
    #expect(try spot.offset() == nil)
    kernel.set("in_voltage1_raw", "32766")
    #expect(try spot.look() == .dot(SpotSight(offset: .zero, isWhole: true)))
  }

  @Test func `clipped readings are lost, and counted`() throws {
    let kernel = converter(["in_voltage0_raw": "500", "in_voltage1_raw": "500"], range: "[0 1 1023]")
    var sensor = SpotSensor<2>([DetectorSpot(try kernel.detector()), DetectorSpot(try kernel.detector())])
    #expect(try sensor.read().error != nil)
    kernel.set("in_voltage1_raw", "1023")
    #expect(try sensor.read() == .spotLost && sensor.read() == .spotLost)
    #expect(sensor.clippedReadings == 2)
    kernel.set("in_voltage0_raw", "0")
    kernel.set("in_voltage1_raw", "0")
    #expect(try sensor.read() == .spotLost)
    #expect(sensor.clippedReadings == 2)
  }

  @Test func `the maximum and the scale of the settings are those of both inputs`() throws {
    let kernel = converter(["in_voltage0_raw": "300", "in_voltage1_raw": "100"], name: "adc", scale: nil, range: nil)
    let settings = PositionDetectorSettings(device: "0", maximumVolts: 1, scaleMillivolts: 3)
    let detector = try kernel.detector(settings)
    #expect(try detector.state().words == "reads 0.9 V and 0.3 V, 90 % of the range at most; clipped at 1 V")
    #expect(try !detector.state().isClipped)
    #expect(abs((try detector.height()?.centimeters ?? 0) + 0.5) < 1e-12)
    kernel.set("in_voltage1_raw", "334")
    #expect(try detector.look() == .clipped)
    #expect(try detector.state().words.hasPrefix("reads 0.9 V and 1.002 V (clipped), 100 % of"))
    #expect(try detector.state().isClipped)
  }

  @Test func `noise does not put the dot beyond the detector`() throws {
    let kernel = converter(["in_voltage0_raw": "-60", "in_voltage1_raw": "120", "in_voltage_scale": "1"])
    #expect(try kernel.detector().height() == .centimeters(1))
    kernel.set("in_voltage0_raw", "120")
    kernel.set("in_voltage1_raw", "-60")
    #expect(try kernel.detector().height() == .centimeters(-1))
  }

  @Test func `a reading is one pass over both inputs`() throws {
    let kernel = converter(inputs)
    let detector = try kernel.detector()
    let reads = kernel { state in state.reads }
    _ = try detector.read()
    #expect(kernel { state in state.reads } == reads + 2)
  }

  @Test(arguments: [(0, 2), (2, 0)]) func `an input that is not there`(lower: Int, upper: Int) throws {
    let kernel = converter(inputs)
    let error = complaint { () throws(KernelDeviceError) in
      _ = try kernel.detector(PositionDetectorSettings(device: "0", channels: (lower, upper))).height()
    }
    #expect(error?.kind == .noSuchChannel && error?.channel == 2)
    #expect(kernel { state in state.openFiles } == 0)
  }

  @Test func `one input for both ends, and inputs of two kinds`() throws {
    let kernel = converter(inputs.merging(["in_voltage1_scale": "1"]) { old, _ in old })
    let twice = complaint { () throws(KernelDeviceError) in
      _ = try kernel.detector(PositionDetectorSettings(device: "0", channels: (1, 1))).height()
    }
    #expect(twice?.kind == .unfit && twice?.problem.contains("two different channels") == true)
    let mixed = complaint { () throws(KernelDeviceError) in _ = try kernel.detector().height() }
    #expect(mixed?.kind == .unfit && mixed?.channel == 0 && mixed?.problem.contains("without a scale") == true)
  }

  @Test(arguments: [0, 1]) func `a converter that fails in mid-run is an error, no lost spot`(input: Int) throws {
    let kernel = converter(["in_voltage0_raw": "500", "in_voltage1_raw": "500"])
    let detector = try kernel.detector()
    _ = try detector.read()
    kernel { state in state.failedReads["in_voltage\(input)_raw"] = EIO }
    let error = complaint { () throws(KernelDeviceError) in _ = try detector.read() }
    #expect(error?.kind == .inputOutput && error?.channel == input)
  }

  @Test func `the detector keeps the promises of a sensor`() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("iio:device0")
    for (name, text) in [
      ("name", "mcp3008"), ("in_voltage0_raw", "200"), ("in_voltage1_raw", "300"), ("in_voltage_scale", "3.222656250"),
    ] {
      try folder.write(Data("\(text)\n".utf8), to: "iio:device0/\(name)")
    }
    let detector = try PositionDetector(PositionDetectorSettings(device: "mcp3008"), root: folder.path)
    let height = try #require(try detector.height())
    #expect(abs(height.centimeters - 0.2) < 1e-12)
    checkSensor(detector)
  }

  @Test(arguments: ["0", "-1", "1", "100000000000000000", "-100000000000000000", "0.000000001"])
  func `and keeps them with any counts`(count: String) throws {
    for other in ["0", "1", "-1", "100000000000000000"] {
      let kernel = converter(["in_voltage0_raw": count, "in_voltage1_raw": other])
      var settings = PositionDetectorSettings(device: "0")
      settings.minimumVolts = 0
      checkSensor(try kernel.detector(settings), looks: 2)
    }
  }
}

extension PositionDetector {
  /// The height of the dot; nil if there is none, or an input is clipped.
  fileprivate func height() throws(KernelDeviceError) -> Length? {
    guard case .dot(let height) = try look() else { return nil }
    return height
  }
}

extension Double {
  fileprivate func rounded(toMultiplesOf unit: Double) -> Double {
    (self / unit).rounded() * unit
  }
}
