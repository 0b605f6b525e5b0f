import Glibc
import RigTestSupport
import Testing

@testable import RigGPIO

@Suite struct IIOChannelTests {
  @Test(arguments: [
    (["in_voltage0_raw": "512"], 512, false),
    (["in_voltage0_raw": "512", "in_voltage_scale": "3.222656250"], 1.65, true),
    (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage_scale": "4"], 1.024, true),
    (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage0_offset": "-12"], 1, true),
    (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage_offset": "-512"], 0, true),
    (["in_voltage0_raw": "512", "in_voltage0_offset": "-500", "in_voltage_offset": "100"], 12, false),
    (["in_voltage0_raw": "-2048", "in_voltage_scale": "1.000000"], -2.048, true),
  ])
  func `a count with its offset and its scale`(files: [String: String], value: Double, isInVolts: Bool) throws {
    let channel = try converter(files).input(0)
    #expect(channel.isInVolts == isInVolts)
    #expect(abs(try channel.sample() - value) < 1e-12)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `millivolts are the offset count times the scale, for any of them`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let scale = Double(Int.random(in: 1...10_000_000, using: &draws)) / 1e6
    let offset = Int.random(in: -2000...2000, using: &draws)
    let kernel = converter(["in_voltage3_raw": "0", "in_voltage3_scale": "\(scale)", "in_voltage_offset": "\(offset)"])
    let channel = try kernel.input(3)
    for _ in 0..<20 {
      let count = Int.random(in: -32768...32767, using: &draws)
      kernel.set("in_voltage3_raw", "\(count)")
      let volts = Double(count + offset) * scale / 1000
      #expect(abs(try channel.sample() - volts) <= 1e-12 * max(1, abs(volts)))
    }
  }

  @Test func `each sample is read anew, from a file that stays open`() throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    do {
      let channel = try kernel.input(0)
      let reads = kernel { state in state.reads }
      for count in [5, 7, 6] {
        kernel.set("in_voltage0_raw", "\(count)")
        #expect(try channel.sample() == Double(count))
      }
      #expect(kernel { state in state.reads } == reads + 3)
      #expect(kernel { state in state.openFiles } == 1)
    }
    #expect(kernel { state in state.openFiles } == 0)
  }

  @Test func `an input that the converter does not have`() throws {
    let kernel = converter(["in_voltage0_raw": "1", "in_voltage2_raw": "1"])
    let error = try #require(objection { () throws(IIOError) in _ = try kernel.input(1).sample() })
    #expect(error.kind == .noSuchChannel && error.channel == 1)
    #expect(
      error.description
        == "IIO device iio:device0 (mcp3008), channel 1: not there; the device has channels 0, 2")
  }

  @Test(
    arguments: [
      (EACCES, .noPermission), (EPERM, .noPermission), (EBUSY, .busy), (ENODEV, .gone), (ENXIO, .gone),
      (EIO, .inputOutput), (EREMOTEIO, .inputOutput), (ETIMEDOUT, .inputOutput),
    ] as [(Int32, IIOError.Kind)])
  func `each error number has a kind`(number: Int32, kind: IIOError.Kind) throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    let channel = try kernel.input(0)
    kernel { state in state.failedReads["_raw"] = number }
    let errors = [objection { () throws(IIOError) in _ = try channel.sample() }]
    kernel { state in state.failedOpens["_raw"] = number }
    for error in errors + [objection { () throws(IIOError) in _ = try kernel.input(0).sample() }] {
      #expect(error?.kind == kind && error?.errorNumber == number && error?.channel == 0)
      #expect(error?.description.hasPrefix("IIO device iio:device0 (mcp3008), channel 0: ") == true)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func `a converter that goes away, and stays away for the open file`() throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    let channel = try kernel.input(0)
    kernel.set("in_voltage0_raw", nil)
    #expect(objection { () throws(IIOError) in _ = try channel.sample() }?.kind == .gone)
  }

  @Test(arguments: ["in_voltage0_raw", "in_voltage_scale", "in_voltage0_offset"], ["", "-6.0 dB", "soon"])
  func `an attribute that is no number`(attribute: String, text: String) throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    kernel.set(attribute, text)
    let error = try #require(objection { () throws(IIOError) in _ = try kernel.input(0).sample() })
    #expect(error.kind == .invalid && error.problem.contains("/\(attribute) reads '\(text)', which is no number"))
  }

  @Test(arguments: ["_scale", "_offset"])
  func `a scale that cannot be read is not taken for none`(attribute: String) throws {
    let kernel = converter(["in_voltage0_raw": "1", "in_voltage\(attribute)": "1"])
    kernel { state in state.failedReads[attribute] = EIO }
    #expect(objection { () throws(IIOError) in _ = try kernel.input(0).sample() }?.kind == .inputOutput)
  }
}
