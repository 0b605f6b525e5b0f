import RigCore
import RigGPIO
import RigScenario
import RigWiring
import Testing

@testable import RigReports
@testable import laserrig

@Suite struct KeyDecoderTests {
  @Test(
    arguments: [
      (
        "hlL[ ]q",
        [
          .character("h"), .character("l"), .character("L"), .character("["), .character(" "), .character("]"),
          .character("q"),
        ]
      ),
      ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
      ("\u{1B}OA\u{1B}OD", [.up, .left]), ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]),
      ("\u{1B}[1;5C\u{1B}[5;2~", [.right, .pageUp]),
      // Home, F1, F5, a mouse: they are not used, and none of their bytes is a key.
      ("\u{1B}[H\u{1B}OP\u{1B}[15~\u{1B}[200~q", [.character("q")]),
      ("\r\n\u{8}\u{7F}\u{3}\u{1C}\u{1A}", [.enter, .enter, .backspace, .backspace, .interrupt, .interrupt, .suspend]),
      ("é\u{0}\u{5}", []), ("\u{1B}q", [.escape, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]),
    ] as [(String, [Key])])
  func `bytes are keys, however they arrive`(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(text.utf8)) == keys)
    var slow = KeyDecoder()
    #expect(text.utf8.flatMap { byte in slow.decode([byte]) } == keys)
    #expect(slow.pause() == [])
  }

  @Test func `an escape alone is the key of that name`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.pause() == [.escape])
    #expect(decoder.pause() == [])
    #expect(decoder.decode(Array("[".utf8)) == [.character("[")])
  }
}

@Suite struct CalibrationStateTests {
  private static let limits: ClosedRange<Int64> = 400_000...2_600_000

  private func state(
    reversed: Bool = false, start: Int64 = 1_500_000, hasLaser: Bool = true
  ) -> CalibrationState {
    CalibrationState(
      MeasuredServo(calibration: .typical, isReversed: reversed), start: start, limits: Self.limits,
      hasLaser: hasLaser)
  }

  @Test func `a point is recorded at the pulse that a PWM chip makes, not at the one that it is told`() throws {
    var state = CalibrationState(
      MeasuredServo(calibration: .typical, isReversed: false), start: 1_500_000, limits: Self.limits,
      step: PulseStep(nanoseconds: 4880), hasLaser: true)
    press([.up], &state)
    #expect(state.pulse == 1_501_000)
    #expect(state.status(nil).hasPrefix("1503.04 µs"))
    press([.character("c")], &state)
    #expect(try #require(state.servo.points.first).pulseMicroseconds == 1503.04)
  }

  private func type(_ text: String) -> [Key] { text.map { character in .character(character) } }

  /// What comes of pressing `keys`, with all frames between them that a long way takes.
  @discardableResult
  private func press(_ keys: [Key], _ state: inout CalibrationState) -> [CalibrationState.Command] {
    keys.flatMap { key in
      var commands = state.press(key)
      while true {
        let more = state.frame()
        if more.isEmpty { return commands }
        commands += more
      }
    }
  }

  private func said(_ commands: [CalibrationState.Command]) -> String {
    commands.compactMap { command in if case .say(let text) = command { text } else { nil } }.joined(separator: "\n")
  }

  @Test func `nothing moves before the first key that moves`() {
    var state = state()
    #expect(state.frame() == [])
    for key in [.enter, .character("c"), .character("["), .character("]"), .character("x")] as [Key] {
      #expect(!press([key], &state).contains { command in if case .pulse = command { true } else { false } })
    }
    #expect(!state.hasPulses && !state.hasChanges)
    #expect(state.status(nil).hasPrefix("no pulses yet (1500 µs)"))
    #expect(state.press(.right) == [.pulse(1_510_000)])
    #expect(state.hasPulses && state.status(nil).hasPrefix("1510 µs  0.90°"))
  }

  @Test(
    arguments: [
      (.right, 10), (.character("l"), 10), (.left, -10), (.character("h"), -10), (.up, 1), (.character("k"), 1),
      (.down, -1), (.character("j"), -1), (.pageUp, 50), (.character("L"), 50), (.pageDown, -50),
      (.character("H"), -50),
    ] as [(Key, Int64)])
  func `each key has its step`(key: Key, microseconds: Int64) {
    var state = state()
    press([.up, .down], &state)
    let pulses = press([key], &state).map { command in if case .pulse(let width) = command { width } else { Int64(0) } }
    #expect(pulses.last == 1_500_000 + microseconds * 1000)
    // A longer step goes frame by frame.
    for (left, right) in zip([1_500_000] + pulses, pulses) { #expect((right - left).magnitude <= 20_000) }
  }

  @Test func `the pulse stays within what a servo may have`() {
    var state = state(start: 2_570_000)
    let commands = press([.pageUp, .pageUp, .up], &state)
    #expect(state.pulse == 2_600_000)
    #expect(said(commands).contains("2600 µs is as far as it goes"))
    press(Array(repeating: .pageDown, count: 60), &state)
    #expect(state.pulse == 400_000)
    #expect(self.state(start: 9_000_000).pulse == 2_600_000)
    #expect(self.state(start: 1_521_611).pulse == 1_522_000)
  }

  @Test func `points make a calibration`() throws {
    var state = state()
    press([.right, .enter] + type("-2.5") + [.enter], &state)
    #expect(state.servo.points == [.init(angle: .degrees(-2.5), pulseMicroseconds: 1510)])
    // Alone, a point moves the calibration that was there.
    #expect(state.servo.calibration.pulseNanoseconds(at: .degrees(-2.5)) == 1_510_000)
    #expect(state.servo.calibration.pulseNanoseconds(at: .degrees(6.5)) == 1_610_000)
    press([.pageUp, .pageUp, .enter] + type("7,x5") + [.backspace, .character("2"), .enter], &state)
    let points = try ServoCalibration([
      .init(angle: .degrees(-2.5), pulseMicroseconds: 1510), .init(angle: .degrees(7.2), pulseMicroseconds: 1610),
    ])
    #expect(state.servo.calibration == points)
    #expect(state.servo.measurement == ServoMeasurement(calibration: points, isReversed: false))
    #expect(state.status(nil).contains("7.20°") && state.status(nil).contains("2 points"))
    // Beyond the points nothing is known.
    press([.right], &state)
    #expect(state.status(nil).contains("unknown angle"))
  }

  @Test func `the angle is asked for, and can be left`() {
    var state = state()
    press([.right, .enter] + type("1q"), &state)
    #expect(state.status(nil) == "the beam's angle in degrees at 1510 µs, or Esc: 1")
    #expect(press([.escape], &state) == [])
    press([.enter, .enter], &state)
    #expect(!state.hasChanges && !state.status(nil).contains("Esc"))
    for text in ["-", "91", "1.2.3"] {
      #expect(said(press([.enter] + type(text) + [.enter], &state)).contains("'\(text)' is no angle"))
    }
    #expect(!state.hasChanges)
  }

  @Test(arguments: [("0", "monotonic"), ("-5", "monotonic")]) func `a point that cannot be is refused at once`(
    text: String, words: String
  ) {
    var state = state()
    press([.right, .character("c"), .right, .enter] + type("1") + [.enter, .right, .enter], &state)
    let before = state.servo
    let commands = press(type(text) + [.enter], &state)
    #expect(said(commands).contains("not recorded, as it is not \(words)") && !said(commands).contains("\n"))
    #expect(state.servo == before)
  }

  @Test func `a long way to a point goes frame by frame`() {
    var state = state()
    press([.right, .character("c")] + Array(repeating: .pageUp, count: 4), &state)
    #expect(state.press(.character("1")) == [])
    var pulse = state.pulse
    while case .pulse(let next)? = state.frame().first {
      #expect((next - pulse).magnitude <= 20_000 && next < pulse)
      // Nothing is recorded on the way.
      if next != 1_510_000 { #expect(said(state.press(.character("c"))).contains("on its way")) }
      pulse = next
    }
    #expect(pulse == 1_510_000)
    #expect(said(state.press(.character("2"))).contains("no point 2"))
  }

  @Test func `the ends of the travel`() {
    var state = state()
    press([.pageDown, .character("["), .pageUp, .pageUp, .character("]")], &state)
    let measurement = state.servo.measurement
    #expect(measurement.calibration == nil)
    #expect(abs((measurement.travelFrom?.degrees ?? .nan) + 4.5) < 1e-9)
    #expect(abs((measurement.travelTo?.degrees ?? .nan) - 4.5) < 1e-9)
    #expect(said(press([.pageDown, .pageDown, .pageDown, .character("]")], &state)).contains("below the lower"))
    #expect(state.servo.measurement == measurement)
    // Turned round, the lower end is the upper.
    press([.character("s")], &state)
    let turned = state.servo.measurement
    #expect(turned.isReversed && turned.travelFrom == measurement.travelFrom && turned.travelTo == measurement.travelTo)
  }

  @Test func `an end where no angle is known is marked with a warning`() {
    var state = state()
    press([.right, .character("c"), .right, .enter] + type("1") + [.enter, .pageUp], &state)
    #expect(said(press([.character("]")], &state)).contains("no angle is known here"))
  }

  @Test(arguments: [false, true]) func `the sense turns all angles round`(reversed: Bool) {
    var state = state(reversed: reversed)
    press([.right, .character("c"), .right, .enter] + type(reversed ? "-1" : "1") + [.enter], &state)
    let points = state.servo.points
    #expect(state.servo.recorded.map(\.angle.degrees) == (reversed ? [0, -1] : [0, 1]))
    press([.character("s")], &state)
    #expect(state.servo.isReversed == !reversed && state.servo.points == points)
    #expect(state.servo.recorded.last?.angle.degrees == (reversed ? 1 : -1))
  }

  @Test func `undo goes back step by step`() {
    var state = state()
    press([.right], &state)
    var seen = [state.servo]
    for key in [.character("c"), .character("s"), .character("[")] as [Key] {
      press([key], &state)
      seen.append(state.servo)
    }
    for servo in seen.reversed() {
      #expect(state.servo == servo)
      press([.character("u")], &state)
    }
    #expect(!state.hasChanges)
    #expect(said(state.press(.character("u"))).contains("nothing to undo"))
  }

  @Test(arguments: [(.character("q"), .quit), (.interrupt, .interrupted)] as [(Key, CalibrationState.Ending)])
  func `the way out asks once where something would be lost`(key: Key, ending: CalibrationState.Ending) {
    var state = state()
    #expect(state.press(key) == [.end(ending)])
    press([.right, .character("c")], &state)
    #expect(said(state.press(key)).contains("not written"))
    #expect(state.press(key) == [.end(ending)])
    // Any other key is a change of mind.
    _ = state.press(.right)
    #expect(said(state.press(key)).contains("not written"))
    // Out of the question for an angle as well, where q is no digit.
    _ = press([.right, .enter], &state)
    #expect(said(state.press(.interrupt)).contains("not written"))
  }

  @Test func `only what was measured is written`() {
    var state = state()
    #expect(said(state.press(.character("w"))).contains("nothing was measured"))
    press([.right, .character("c")], &state)
    #expect(state.press(.character("w")) == [.write])
  }

  @Test func `the laser`() {
    var state = state()
    #expect(state.press(.character(" ")) == [.shine(true)] && state.status(.nothing).contains("no dot  laser ON"))
    #expect(state.press(.character(" ")) == [.shine(false)] && state.status(.severalDots).contains("laser off"))
    #expect(state.status(.clipped).contains("  clipped  ") && state.status(.outshone).contains("  too dim  "))
    var alwaysOn = self.state(hasLaser: false)
    #expect(said(alwaysOn.press(.character(" "))).contains("pins.laser.line"))
    #expect(alwaysOn.status(.dot(.centimeters(2.5))).contains("dot +2.50 cm  no laser line"))
  }

  @Test func `a forgotten laser goes off`() {
    var state = state()
    #expect(state.idle(seconds: 1000) == [])
    _ = state.press(.character(" "))
    #expect(state.idle(seconds: 59) == [] && state.status(nil).contains("laser ON"))
    #expect(state.idle(seconds: 60) == [.shine(false)])
    #expect(state.status(nil).contains("laser off: no key for a minute"))
    #expect(state.idle(seconds: 61) == [])
    #expect(state.press(.character(" ")) == [.shine(true)] && state.status(nil).contains("laser ON"))
    _ = state.press(.character(" "))
    #expect(!state.status(nil).contains("minute"))
  }

  @Test func `an open interlock`() {
    var state = state()
    #expect(state.interlockOpened() == [])
    _ = state.press(.character(" "))
    #expect(said(state.interlockOpened()).contains("interlock") && !state.isLaserOn)
    // A command that never reached the servo was none.
    _ = state.press(.right)
    _ = state.refused()
    #expect(!state.hasPulses && state.pulse == 1_500_000)
    press([.right], &state)
    _ = state.press(.pageUp)
    _ = state.refused()
    #expect(state.hasPulses && state.pulse == 1_510_000 && state.frame() == [])
  }

  @Test func `after a rest the next key starts the pulses again`() {
    var state = state()
    press([.right, .character(" ")], &state)
    #expect(state.press(.suspend) == [.suspend])
    state.rested()
    #expect(!state.isLaserOn && !state.hasPulses && state.frame() == [])
    #expect(state.press(.up) == [.pulse(1_511_000)])
  }
}
