import RigScenario
import RigWiring
import Testing

/// Settings of a real rig that contradict each other: refused before anything is driven, with their origin, their place
/// and the remedy.
@Suite struct PinContradictionTests {
  /// A rig with two servos on lines; `realRig` with the chip named by its lines' default.
  private static let base = """
    rig: {kind: pins}
    pins:
      chip: rig
      laser: {line: 1}
      tilt: {servo: {line: 2}, strip: {lines: 4..27}}
      pan: {servo: {output: line, line: 3}, strip: {lines: 30..40}}

    """

  private func expect(
    _ flags: [String], _ message: String?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      complaint(Self.base, flags: flags) == message.map { message in "--set: \(message)" },
      sourceLocation: sourceLocation)
  }

  @Test func `the rig that all others here differ from is legal`() {
    expect([], nil)
  }

  @Test func `a line used twice, by any two devices`() {
    expect(
      ["pins.laser.line=2"],
      "pins.laser.line: the line rig:2 stands in pins.laser.line and in pins.tilt.servo.line; each has its own")
    expect(
      ["pins.interlock.line=1"],
      "pins.interlock.line: the line rig:1 stands in pins.laser.line and in pins.interlock.line; each has its own")
    expect(
      ["pins.pan.servo.line=rig:2"],
      "pins.pan.servo.line: the line rig:2 stands in pins.tilt.servo.line and in pins.pan.servo.line; each has its own")
    expect(
      ["pins.pan.strip.lines=30..35,27"],
      """
      pins.pan.strip.lines: the line rig:27 stands in pins.tilt.strip.lines and in pins.pan.strip.lines; each has its \
      own
      """)
    expect(
      ["pins.tilt.strip.lines=[4, 5, 4]"],
      "pins.tilt.strip.lines: the line rig:4 stands twice in pins.tilt.strip.lines; each has its own")
    // The same offset of another chip is another line.
    expect(["pins.laser.line=other:2"], nil)
  }

  @Test func `no line, no chip, no servo`() {
    expect(["pins.tilt.servo.line=none"], "pins.tilt.servo.line: say which line carries the pulses")
    let outputs = DeviceKinds.outputs.map { kind in kind.word }
    let choices = "\(outputs.dropLast().joined(separator: ", ")) or \(outputs.last ?? "")"
    expect(
      ["pins.tilt.servo.output=none"],
      "pins.tilt.servo.output: a real rig needs its tilt servo; set pins.tilt.servo.output to \(choices)")
    expect(
      ["pins.chip=none"], "pins.chip: 1: on which chip? Set pins.chip, or write chip:1")
    expect(
      ["pins.tilt.servo.output=pwm"],
      "pins.tilt.servo.output: say which PWM chip makes the pulses; `laserrig doctor` lists them")
    expect(
      ["pins.tilt.sensor=detector"],
      "pins.tilt.sensor: say which IIO device reads the detector; `laserrig doctor` lists them")
  }

  @Test func `a strip of too few, too many, scattered photodiodes`() {
    expect(["pins.tilt.strip.lines=none"], "pins.tilt.strip.lines: 0 lines; a strip has at least 2 photodiodes")
    expect(["pins.tilt.strip.lines=5"], "pins.tilt.strip.lines: 1 line; a strip has at least 2 photodiodes")
    expect(["pins.pan.strip.lines=100..164"], "pins.pan.strip.lines: 65 lines; a strip has at most 64")
    expect(
      ["pins.tilt.strip.lines=5, b:6"],
      "pins.tilt.strip.lines: are on b and rig; one snapshot reads the lines of one chip")
    expect(["pins.tilt.strip.snapshots=4"], "pins.tilt.strip.snapshots: 4 votes can tie; make it odd")
  }

  @Test func `a list of lines that is none`() {
    for text in ["4..", "..4", "9..4", "4...9", "a..b", "-1..4", "4..99999"] {
      expect(
        ["pins.tilt.strip.lines=\(text)"],
        "pins.tilt.strip.lines: expected a run of offsets such as 4..27, got '\(text)'")
    }
    expect(["pins.tilt.strip.lines=[[1, 2]]"], "pins.tilt.strip.lines: expected lines such as 4, GPIO5 or chip:6")
  }

  @Test func `a calibration that is none`() {
    let key = "pins.tilt.servo.calibration"
    expect(
      ["\(key)=[[-90, 500], [0, 1600], [45, 1500], [90, 2500]]"],
      """
      \(key): is not monotonic between 0° = 1600 µs and 45° = 1500 µs: angles rise from point to point, pulses all \
      rise or all fall
      """)
    expect(["\(key)=[[0, 1500]]"], "\(key): needs the pulses of at least two angles")
    expect(["\(key)=[[0, 50], [1, 1500]]"], "\(key): must be between 100 and 20000 µs, got 50")
    expect(["\(key)=[[-200, 500], [1, 1500]]"], "\(key): must be between -180 and 180 °, got -200")
    for text in ["5", "[5, 6]", "[[1, 2, 3], [4, 5, 6]]", "[[1], [2]]", "{a: b}"] {
      expect(
        ["\(key)=\(text)"], "\(key): expected angles and their pulses in µs, such as [[-90, 500], [90, 2500]]")
    }
  }

  @Test func `a travel that is empty or beyond what was measured`() {
    expect(
      ["pins.tilt.servo.travelFrom=45"], "pins.tilt.servo.travelFrom: the travel from 45° to 45° is empty")
    let calibration = "pins.pan.servo.calibration=[[-30, 1000], [60, 2000]]"
    expect(
      [calibration],
      """
      pins.pan.servo.calibration: the travel from -45° to 45° goes beyond the calibrated angles from -30° to 60°; \
      nothing is extrapolated
      """)
    expect([calibration, "pins.pan.servo.travelFrom=-30"], nil)
    // Mounted the other way round the angles are -60° to 30°.
    expect(
      [calibration, "pins.pan.servo.travelFrom=-30", "pins.pan.servo.reversed=true"],
      """
      pins.pan.servo.travelFrom: the travel from -30° to 45° goes beyond the calibrated angles from -60° to 30°; \
      nothing is extrapolated
      """)
  }

  @Test func `a start or a park angle beyond the travel`() {
    for key in ["start", "park"] {
      expect(
        ["pins.tilt.servo.\(key)=46"], "pins.tilt.servo.\(key): 46° lies beyond the travel from -45° to 45°")
      expect(["pins.tilt.servo.\(key)=-45"], nil)
    }
    expect(
      ["pins.tilt.servo.travelFrom=10"], "pins.tilt.servo.travelFrom: 0° lies beyond the travel from 10° to 45°")
  }

  @Test func `pulses that the frame has no room for`() {
    expect(
      ["pins.pulseRate=250"],
      """
      pins.pulseRate: a pulse of 2500 µs does not fit: at 250 Hz and with 2 servos there is room for 1800 µs; lower \
      pins.pulseRate or shorten the pulse
      """)
    expect(["pins.pulseRate=250", "pins.pan.servo.output=none"], nil)
    expect(
      ["pins.tilt.servo.calibration=[[-90, 500], [90, 19900]]", "pins.pan.servo.output=none"],
      """
      pins.tilt.servo.calibration: a pulse of 19900 µs does not fit: at 50 Hz there is room for 19800 µs; lower \
      pins.pulseRate or shorten the pulse
      """)
    // Hardware makes its pulses side by side, and has the whole frame for each.
    let pwm = ["tilt", "pan"].enumerated().flatMap { number, axis in
      ["pins.\(axis).servo.output=pwm", "pins.\(axis).servo.pwmChip=0", "pins.\(axis).servo.pwmChannel=\(number)"]
    }
    expect(pwm + ["pins.pulseRate=333"], nil)
    #expect(
      complaint(Self.base, flags: pwm.filter { flag in !flag.contains("pan.servo.pwmChannel") }) == """
        --set: pins.tilt.servo.pwmChannel: channel 0 of that PWM chip moves the other servo too; each has its own
        """)
    // Both are on channel 0 if neither is told another.
    expect(
      pwm.filter { flag in !flag.contains("pwmChannel") },
      "pins.pan.servo.pwmChip: channel 0 of that PWM chip moves the other servo too; each has its own")
  }

  @Test func `a loop that is faster than its servos`() {
    expect(
      ["loop.frameRate=60"],
      "loop.frameRate: the loop looks 60 times a second and the servo gets only 50 pulses; lower loop.frameRate")
    expect(["loop.frameRate=60", "pins.pulseRate=100"], nil)
  }

  @Test func `a watchdog that sleeps`() {
    expect(
      ["loop.frameRate=0.5"],
      """
      loop.frameRate: 5 frames of 0.5 a second are 10 s of silence, and 5 s are the most; lower pins.watchdog or raise \
      loop.frameRate
      """)
    expect(["loop.frameRate=1"], nil)
  }

  @Test func `a calibration as servo makers count`() {
    expect(
      ["pins.tilt.servo.calibration=[[0, 500], [180, 2500]]"],
      """
      pins.tilt.servo.calibration: the travel from -45° to 45° goes beyond the calibrated angles from 0° to 180°; \
      nothing is extrapolated; \(angleConvention)
      """)
  }

  @Test func `a detector that is clipped before it sees a dot`() {
    expect(
      [
        "pins.tilt.sensor=detector", "pins.tilt.detector.device=mcp3008", "pins.tilt.detector.minimum=3",
        "pins.tilt.detector.maximum=1.5",
      ],
      """
      pins.tilt.detector.maximum: no dot is both: the least sum of both channels is 3 V, and each is clipped at 1.5 V
      """)
  }

  @Test func `a detector with both ends on one channel`() {
    expect(
      [
        "pins.tilt.sensor=detector", "pins.tilt.detector.device=mcp3008", "pins.tilt.detector.upperChannel=0",
      ], "pins.tilt.detector.upperChannel: both ends are on channel 0; each has its own")
  }

  @Test(arguments: [
    ("pins.pulseRate", "49", "must be between 50 and 333 Hz, got 49"),
    ("pins.pulseRate", "334", "must be between 50 and 333 Hz, got 334"),
    ("pins.watchdog", "1", "must be between 2 and 50 frames, got 1"),
    ("pins.priority", "100", "must be between 0 and 99, got 100"),
    ("pins.idleDetach", "0", "must be between 0.5 and 1000000 s, got 0"),
    ("pins.tilt.servo.slewRate", "0.5", "must be between 1 and 1000000 °/s, got 0.5"),
    ("pins.tilt.servo.travelTo", "90", "must be between -89 and 89 °, got 90; \(angleConvention)"),
    ("pins.tilt.servo.start", "180", "must be between -89 and 89 °, got 180; \(angleConvention)"),
    ("pins.pan.servo.park", "-90", "must be between -89 and 89 °, got -90; \(angleConvention)"),
    ("pins.pan.servo.travelFrom", "north", "expected a number in °, got 'north'"),
    ("pins.tilt.strip.pitch", "0", "must be between 0.001 and 1000 cm, got 0"),
    ("pins.tilt.strip.snapshots", "64", "must be between 1 and 63, got 64"),
    ("pins.tilt.servo.pwmChannel", "-1", "must be between 0 and 1000, got -1"),
  ])
  func `a value out of its range`(key: String, value: String, problem: String) {
    #expect(complaint(Self.base, flags: ["\(key)=\(value)"]) == "--set: \(key): \(problem)")
  }

  @Test func `the file and the variable are named like the flag`() {
    let file = """
      rig: {kind: pins}
      pins:
        chip: rig
        laser: {line: 2}
        tilt: {servo: {line: 2}, strip: {lines: 4..27}}
      """
    #expect(
      complaint(file)
        == """
        test.yaml:5:24: pins.tilt.servo.line: the line rig:2 stands in pins.laser.line and in pins.tilt.servo.line; \
        each has its own
        """)
    #expect(
      complaint(Self.base, environment: ["LASERRIG_PINS_LASER_LINE": "2"])
        == """
        LASERRIG_PINS_LASER_LINE: pins.laser.line: the line rig:2 stands in pins.laser.line and in \
        pins.tilt.servo.line; each has its own
        """)
    #expect(
      complaint("rig: {kind: pins}\npins: {chip: rig, tilt: {servo: {line: 2}}}")
        == """
        test.yaml:1:13: rig.kind: a real rig needs pins.tilt.strip.lines: 0 lines; a strip has at least 2 photodiodes
        """)
  }

  @Test func `a strip that is coarser than the tolerance is worth a warning, no more`() throws {
    let coarse = try scenario(
      Self.base, flags: ["pins.tilt.strip.pitch=2", "pins.pan.strip.pitch=0.2", "loop.tolerance=0.5"])
    #expect(
      coarse.warnings == [
        """
        the tilt strip tells heights apart in steps of 1 cm, coarser than the tolerance of 0.5 cm: the loop may never \
        settle
        """
      ])
  }
}
