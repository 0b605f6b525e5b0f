import RigCore
import RigWiring
import Testing

@testable import RigGPIO

/// What a configuration can name, this module can drive, or says that it cannot.
@Suite struct PinDeviceTests {
  @Test func `every kind of device has a driver`() {
    for kind in DeviceKinds.outputs { #expect(kind is any PinServoOutput.Type, "\(kind.word)") }
    for kind in DeviceKinds.detectors { #expect(kind is any PinDetector.Type, "\(kind.word)") }
  }

  @Test func `what a machine has, each sort of hardware once`() {
    let titles = PinInventory.all.map(\.title)
    #expect(Set(titles).count == titles.count && Set(titles).isSuperset(of: ["PWM chips", "IIO devices"]))
  }

  /// Settings that no driver knows.
  private struct Unknown: DetectorSettings, ServoOutputSettings {
    static let word = "unknown"
    static let parameters: [ParameterDescription] = []
    init(_ values: ParameterValues = ParameterValues(), defaultChip: String = "") {}
    var problem: DeviceProblem? { nil }
    var words: String { "" }
    func words(target: Length) -> String { "" }
  }

  @Test func `a device without a driver is an error, and is found before`() {
    let detector = PinBench { settings in settings.axes[0].detector = Unknown() }
    let output = PinBench { settings in settings.axes[0].servo.output = Unknown() }
    for bench in [detector, output] {
      let error = trouble { () throws(PinError) in _ = try PinRigAssembly(bench.settings, bench.bank).parts() }
      #expect(error == .noDriver("unknown") && error?.kind == .unavailable)
      #expect(bench.settings.diagnosis(lines: bench.bank).compactMap(\.problem) == [.noDriver("unknown")])
      #expect(bench.bank.isTidy)
    }
  }

  @Test func `an error of a device keeps its kind and its words`() {
    let full = PinError.device(DeviceFailure(KernelDeviceError(.busy, PWMChip.self, "a", "in use")))
    #expect(full.kind == .unavailable && full.description == "PWM chip a: in use")
    let odd = PinError.device(DeviceFailure(KernelDeviceError(.unfit, IIODevice.self, "b", channel: 1, "no number")))
    #expect(odd.kind == .unfit && odd.description == "IIO device b, channel 1: no number")
    #expect(full == .device(DeviceFailure(KernelDeviceError(.busy, PWMChip.self, "a", "in use"))) && full != odd)
  }
}
