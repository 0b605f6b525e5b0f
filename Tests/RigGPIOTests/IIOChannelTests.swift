import Glibc
import RigTestSupport
import Testing

@testable import RigGPIO

@Suite struct IIOChannelTests {
  @Test(
    arguments: [
      (["in_voltage0_raw": "512", "in_voltage_scale": "3.222656250"], 1.65),
      (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage_scale": "4"], 1.024),
      (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage0_offset": "-12"], 1),
      (["in_voltage0_raw": "512", "in_voltage0_scale": "2", "in_voltage_offset": "-512"], 0),
      (
        [
          "in_voltage0_raw": "512", "in_voltage_scale": "1000", "in_voltage0_offset": "-500",
          "in_voltage_offset": "100",
        ], 12
      ),
      (["in_voltage0_raw": "-2048", "in_voltage_scale": "1.000000"], -2.048),
    ] as [([String: String], Double)])
  func `a count with its offset and its scale`(files: [String: String], volts: Double) throws {
    let channel = try converter(files).input(0)
    #expect(abs(try channel.sample().volts - volts) < 1e-12)
  }

  @Test func `counts without a scale are refused, until their scale is given`() throws {
    let kernel = converter(["in_voltage0_raw": "512"], scale: nil)
    let error = try #require(complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() })
    #expect(error.kind == .unfit && error.channel == 0)
    #expect(
      error.description
        == """
        IIO device iio:device0 (mcp3008), channel 0: gives raw counts without a scale; set detector.scale to the \
        millivolts of a count, its reference voltage in mV divided by its number of counts
        """)
    #expect(try kernel.input(0, scaleMillivolts: 3.3).sample().volts == 512 * 3.3 / 1000)
    // The reference voltage that the device tree names may be wrong.
    kernel.set("in_voltage_scale", "5")
    #expect(try kernel.input(0, scaleMillivolts: 3.3).sample().volts == 512 * 3.3 / 1000)
  }

  @Test(arguments: ["0", "-1"]) func `a scale that measures nothing is refused`(scale: String) {
    let kernel = converter(["in_voltage0_raw": "512"], scale: scale)
    let error = complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() }
    #expect(error?.kind == .unfit && error?.problem == "has a scale of \(scale); set detector.scale, in mV")
  }

  /// What tells the ends of the range, the lowest count that is no end, and the highest.
  @Test(
    arguments: [
      ("mcp3008", ["in_voltage_raw_available": "[0 1 4095]"], 0, 4094),
      ("mcp3008", ["in_voltage0_raw_available": "[-2048 1 2047]", "in_voltage_raw_available": "[0 1 9]"], -2047, 2046),
      ("ads1015", ["in_voltage_raw_available": "0 128 255"], 0, 254),
      ("ads1015", ["scan_elements/in_voltage0_type": "le:s12/16>>4"], -2047, 2046),
      ("ads1015", ["scan_elements/in_voltage0_type": "be:s16/16>>0"], -32767, 32766),
      ("max1363", ["scan_elements/in_voltage_type": "be:u10/16X2>>2"], 0, 1022),
      ("mcp3008", ["scan_elements/in_voltage0_type": "le:u12/16>>0"], 0, 4094),
      ("mcp3008", [:], 0, 1022), ("mcp3002", [:], 0, 1022), ("mcp3204", [:], 0, 4094), ("mcp3208", [:], 0, 4094),
    ] as [(String, [String: String], Int, Int)])
  func `an input at an end of its range is clipped`(
    name: String, attributes: [String: String], lowest: Int, highest: Int
  ) throws {
    let values = attributes.merging(["in_voltage0_raw": "0"]) { old, _ in old }
    let kernel = converter(values, name: name, scale: "2", range: nil)
    let channel = try kernel.input(0)
    #expect(abs(channel.highestVolts - Double(highest + 1) * 0.002) < 1e-12)
    for (count, isClipped) in [(lowest, false), (highest, false), (highest + 1, true), (highest + 9, true)] {
      kernel.set("in_voltage0_raw", "\(count)")
      #expect(try channel.sample().isClipped == isClipped, "\(count)")
    }
    kernel.set("in_voltage0_raw", "\(lowest - 1)")
    // Without a sign the lowest count is darkness.
    #expect(try channel.sample().isClipped == (lowest < 0))
  }

  @Test func `the maximum that is given counts as an end as well`() throws {
    let kernel = converter(["in_voltage0_raw": "0", "in_voltage0_offset": "100"], scale: "1", range: "[0 1 4095]")
    let channel = try kernel.input(0, maximumVolts: 3.2)
    #expect(channel.highestVolts == 3.2)
    for (count, isClipped) in [(3099, false), (3100, true), (4095, true)] {
      kernel.set("in_voltage0_raw", "\(count)")
      #expect(try channel.sample().isClipped == isClipped)
    }
    // A maximum beyond the converter's end does not take it away.
    let wide = try kernel.input(0, maximumVolts: 100)
    #expect(wide.highestVolts == 4.195)
    #expect(try wide.sample().isClipped)
  }

  @Test(arguments: [nil, "", "le:x12/16", "u12/16", "le:u/16", "le:u99/16"] as [String?])
  func `a converter whose range is unknown is refused, until its maximum is given`(type: String?) throws {
    let kernel = converter(["in_voltage0_raw": "9"], name: "adc", range: nil)
    kernel.set("scan_elements/in_voltage0_type", type)
    let error = try #require(complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() })
    #expect(
      error.kind == .unfit && error.problem.hasSuffix("set detector.maximum to the highest voltage that it reads"))
    #expect(try kernel.input(0, maximumVolts: 10).sample() == IIOChannel.Sample(volts: 9, isClipped: false))
    #expect(try kernel.input(0, maximumVolts: 9).sample().isClipped)
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
      #expect(abs(try channel.sample().volts - volts) <= 1e-12 * max(1, abs(volts)))
    }
  }

  @Test func `each sample is read anew, from a file that stays open`() throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    do {
      let channel = try kernel.input(0)
      let reads = kernel { state in state.reads }
      for count in [5, 7, 6] {
        kernel.set("in_voltage0_raw", "\(count)")
        #expect(try channel.sample().volts == Double(count))
      }
      #expect(kernel { state in state.reads } == reads + 3)
      #expect(kernel { state in state.openFiles } == 1)
    }
    #expect(kernel { state in state.openFiles } == 0)
  }

  @Test func `an input that the converter does not have`() throws {
    let kernel = converter(["in_voltage0_raw": "1", "in_voltage2_raw": "1"])
    let error = try #require(complaint { () throws(KernelDeviceError) in _ = try kernel.input(1).sample() })
    #expect(error.kind == .noSuchChannel && error.channel == 1)
    #expect(
      error.description
        == "IIO device iio:device0 (mcp3008), channel 1: not there; the device has channels 0, 2")
  }

  @Test(
    arguments: [
      (EACCES, .noPermission), (EPERM, .noPermission), (EBUSY, .busy), (ENODEV, .gone), (ENXIO, .gone),
      (EIO, .inputOutput), (EREMOTEIO, .inputOutput), (ETIMEDOUT, .inputOutput),
    ] as [(Int32, KernelDeviceError.Kind)])
  func `each error number has a kind`(number: Int32, kind: KernelDeviceError.Kind) throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    let channel = try kernel.input(0)
    kernel { state in state.failedReads["_raw"] = number }
    let errors = [complaint { () throws(KernelDeviceError) in _ = try channel.sample() }]
    kernel { state in state.failedOpens["_raw"] = number }
    for error in errors + [complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() }] {
      #expect(error?.kind == kind && error?.errorNumber == number && error?.channel == 0)
      #expect(error?.description.hasPrefix("IIO device iio:device0 (mcp3008), channel 0: ") == true)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func `a converter that goes away, and stays away for the open file`() throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    let channel = try kernel.input(0)
    kernel.set("in_voltage0_raw", nil)
    #expect(complaint { () throws(KernelDeviceError) in _ = try channel.sample() }?.kind == .gone)
  }

  @Test(arguments: ["in_voltage0_raw", "in_voltage_scale", "in_voltage0_offset"], ["", "-6.0 dB", "soon"])
  func `an attribute that is no number`(attribute: String, text: String) throws {
    let kernel = converter(["in_voltage0_raw": "1"])
    kernel.set(attribute, text)
    let error = try #require(complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() })
    #expect(error.kind == .unfit && error.problem.contains("/\(attribute) reads '\(text)', which is no number"))
  }

  @Test(arguments: ["_scale", "_offset"])
  func `a scale that cannot be read is not taken for none`(attribute: String) throws {
    let kernel = converter(["in_voltage0_raw": "1", "in_voltage\(attribute)": "1"])
    kernel { state in state.failedReads[attribute] = EIO }
    #expect(complaint { () throws(KernelDeviceError) in _ = try kernel.input(0).sample() }?.kind == .inputOutput)
  }
}
