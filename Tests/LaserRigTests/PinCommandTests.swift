import Foundation
import RigTestSupport
import Testing

/// The commands for real rigs, as far as a machine without one can go. All name a chip that no machine has, so that
/// they drive nothing on one that has a rig.
@Suite struct PinCommandTests {
  private static let nowhere = ["--set", "pins.chip=no-such-chip"]

  #if GPIO
    private static let obstacle = "GPIO line no-such-chip:GPIO17: "
  #else
    private static let obstacle = """
      GPIO line no-such-chip:GPIO17: this build cannot reach GPIO lines: install libgpiod-dev and build with \
      `swift build --traits GPIO`
      """
  #endif

  private func run(_ arguments: String...) throws -> FinishedProgram {
    try Program.run(arguments + Self.nowhere)
  }

  @Test(arguments: [["run", "raspberry-pi"], ["jog", "raspberry-pi", "--angle", "3"]])
  func `a rig that is not there: what to do, and 69`(arguments: [String]) throws {
    let found = try Program.run(arguments + Self.nowhere)
    #expect(found.status == 69 && found.output == "")
    let lines = found.errors.split(separator: "\n")
    #expect(lines.last?.hasPrefix("laserrig: \(Self.obstacle)") == true, "\(found.errors)")
    #expect(lines.dropLast().allSatisfy { line in line.hasPrefix("laserrig: warning: ") })
    #if GPIO
      #expect(found.errors.contains("there is no GPIO chip at all") || found.errors.contains("there are gpiochip"))
    #endif
  }

  @Test func `what a real rig would drive`() throws {
    let found = try Program.run("run", "raspberry-pi", "--dry-run")
    #expect(found.status == 0 && found.errors.split(separator: "\n").count == 1)
    #expect(found.errors.contains("the tilt servo is not calibrated"))
    try Golden.expect(found.output, "dry-run")
    let two = try Program.run(
      "run", "raspberry-pi", "--dry-run", "--set", "pins.pan.servo.output=pwm", "--set",
      "pins.pan.servo.pwmChip=pca9685",
      "--set", "pins.pan.servo.reversed=true", "--set", "pins.pan.sensor=detector", "--set",
      "pins.pan.detector.device=mcp3008", "--set", "pins.interlock.line=none", "--set", "pins.laser.line=none", "--set",
      "pins.idleDetach=3", "--set", "pins.priority=0")
    #expect(two.status == 0 && two.errors.split(separator: "\n").count == 4)
    try Golden.expect(two.output, "dry-run-two-axes")
  }

  @Test func `a rig on hardware alone needs no libgpiod`() throws {
    let found = try run(
      "run", "raspberry-pi", "--set", "pins.laser.line=none", "--set", "pins.interlock.line=none", "--set",
      "pins.tilt.sensor=detector", "--set", "pins.tilt.detector.device=no-such-device", "--set",
      "pins.tilt.servo.output=pwm", "--set", "pins.tilt.servo.pwmChip=no-such-pwm")
    #expect(found.status == 69 && found.errors.contains("no-such-device") && !found.errors.contains("libgpiod"))
  }

  @Test func `a machine without chips is not ready`() throws {
    let machine = try Program.run("doctor")
    #expect(machine.errors == "")
    for word in ["kernel", "libgpiod", "clock", "real time", "PWM chips", "IIO devices"] {
      #expect(machine.lines.contains { line in line.hasPrefix(word + " ") }, "\(word)")
    }
    let hasChips = FileManager.default.fileExists(atPath: "/dev/gpiochip0")
    #if GPIO
      if !hasChips { #expect(machine.status == 69 && machine.output.contains("none: no /dev/gpiochip*")) }
    #else
      #expect(machine.status == 69, "whatever chips there are: \(hasChips)")
      #expect(
        machine.output.contains("not in this build: install libgpiod-dev and build with `swift build --traits GPIO`"))
    #endif
  }

  @Test func `a variable with a bad value is refused though no scenario is named`() throws {
    for (name, value, problem) in [
      ("LASERRIG_LOOP_STEPS", "abc", "loop.steps: expected a whole number, got 'abc'"),
      ("LASERRIG_PINS_PRIORITY", "100", "pins.priority: must be between 0 and 99, got 100"),
      ("LASERRIG_RIG_SERVO_PRESET", "hoby", "rig.servo.preset: "),
    ] {
      let found = try Program.run("doctor", environment: [name: value])
      #expect(found.status == 78 && found.output == "", "\(found)")
      #expect(found.errors.hasPrefix("laserrig: \(name): \(problem)"), "\(found)")
    }
    #expect(try Program.run("doctor", environment: ["LASERRIG_LOOP_STEPS": "5"]).errors == "")
  }

  @Test func `a rig that is not there is not ready`() throws {
    let rig = try run("doctor", "raspberry-pi")
    #expect(rig.status == 69 && rig.errors == "")
    #expect(rig.lines.contains { line in line.hasPrefix("raspberry-pi: not ready") })
    #if GPIO
      for part in ["laser line", "interlock line", "tilt servo line", "tilt strip lines"] {
        #expect(
          rig.lines.contains { line in line.hasPrefix("  \(part) ") && line.contains("no-such-chip:") }, "\(part)")
      }
    #endif
  }

  @Test func `a rig on hardware alone is judged by its hardware, whatever the build`() throws {
    let found = try Program.run(
      "doctor", "raspberry-pi", "--set", "pins.laser.line=none", "--set", "pins.interlock.line=none", "--set",
      "pins.tilt.sensor=detector", "--set", "pins.tilt.detector.device=no-such-device", "--set",
      "pins.tilt.servo.output=pwm", "--set", "pins.tilt.servo.pwmChip=no-such-pwm")
    #expect(found.status == 69)
    #expect(found.lines.contains("raspberry-pi: not ready"), "and not for want of libgpiod")
    for part in ["tilt servo PWM ", "tilt detector "] {
      #expect(found.lines.contains { line in line.hasPrefix("  \(part)") && line.contains("no-such-") }, "\(part)")
    }
  }

  @Test func `an interlock that is not there cannot be proved`() throws {
    let found = try run("doctor", "raspberry-pi", "--prove-interlock")
    #expect(found.status == 69 && found.output == "")
    #expect(found.errors.hasPrefix("laserrig: GPIO line no-such-chip:GPIO27: "))
  }

  @Test func `mistakes on the command line`() throws {
    try BadInput.expect(
      [
        BadInput("jog", hints: "which rig", "raspberry-pi"),
        BadInput("jog", "article", "--angle", "5", hints: "simulated", "rig.kind: pins"),
        BadInput("jog", "raspberry-pi", hints: "--angle or --pan"),
        BadInput("jog", "raspberry-pi", "--angle", "50", hints: "--angle", "50°", "from -20° to 20°"),
        BadInput("jog", "raspberry-pi", "--angle", "-20.1", hints: "--angle", "from -20° to 20°"),
        BadInput("jog", "raspberry-pi", "--angle", "120", hints: "from -20° to 20°", "their 90° is 0° here"),
        BadInput("jog", "raspberry-pi", "--angle", "nan", hints: "--angle"),
        BadInput("jog", "raspberry-pi", "--angle", "up", hints: "--angle", "up"),
        BadInput("jog", "raspberry-pi", "--pan", "5", hints: "no pan servo", "pins.pan.servo.output"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--seconds", "1", "--pulses", "9", hints: "not both"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--seconds", "0", hints: "more than 0 s"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--seconds", "nan", hints: "more than 0 s"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--seconds", "86401", hints: "a day"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--pulses=-1", hints: "more than 0 pulses"),
        BadInput("doctor", "article", hints: "doctor: article is a simulated rig"),
        BadInput("doctor", "--prove-interlock", hints: "--prove-interlock", "needs a scenario with an interlock"),
        BadInput(
          "doctor", "raspberry-pi", "--prove-interlock", "--set", "pins.interlock.line=none",
          hints: "this rig has no interlock", "pins.interlock.line"),
        BadInput("run", "article", "--dry-run", hints: "--dry-run", "simulated"),
        BadInput(
          "run", "raspberry-pi", "--set", "pins.laser.line=GPIO18", hints: "pins.laser.line and in pins.tilt.servo.line"
        ),
        BadInput("run", "raspberry-pi", "--distance", "300", hints: "rig.kind is pins"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-pins")
  }

  @Test func `mistakes in a file or in the environment`() throws {
    let folder = try TemporaryFolder(files: [
      "bare.yaml": "rig: {kind: pins}\n", "mixed.yaml": "rig:\n  kind: pins\n  distance: 300\n",
      "stray.yaml": "pins:\n  laser:\n    lin: 5\n",
    ])
    try BadInput.expect(
      [
        BadInput("run", "bare.yaml", hints: "bare.yaml:1:13", "a real rig needs pins.tilt.servo.line"),
        BadInput("doctor", "bare.yaml", hints: "bare.yaml:1:13"),
        BadInput("jog", "bare.yaml", "--angle", "1", hints: "bare.yaml:1:13"),
        BadInput("run", "stray.yaml", hints: "stray.yaml:3:5", "did you mean pins.laser.line"),
        BadInput(
          "run", "raspberry-pi", environment: ["LASERRIG_PINS_LASER_LINE": "GPIO18"],
          hints: "LASERRIG_PINS_LASER_LINE"),
      ], status: 78, in: folder, golden: "errors-pin-files")
  }
}
