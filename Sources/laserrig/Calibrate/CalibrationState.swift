internal import RigCore
internal import RigGPIO
internal import RigWiring

/// The state of a manual calibration: it takes keys and returns commands to the bench. It touches no hardware itself.
struct CalibrationState {
  enum Command: Equatable {
    /// Send the servo pulses of so many nanoseconds.
    case pulse(Int64)
    case shine(Bool)
    /// Tell the person, on a line of its own.
    case say(String)
    case suspend
    /// Write what was measured, and end if that goes well.
    case write
    case end(Ending)
  }

  enum Ending: Equatable {
    case quit, interrupted
  }

  /// What the detector sees.
  enum Sight: Equatable {
    case dot(Length)
    case nothing, severalDots, clipped, outshone
  }

  private(set) var servo: MeasuredServo
  /// The pulse that the servo is told, in nanoseconds; before the first key that moves, the one it begins with.
  private(set) var pulse: Int64
  private(set) var hasPulses = false
  private(set) var isLaserOn = false
  /// True if the laser was switched off because no key was pressed.
  private var wasForgotten = false
  private let limits: ClosedRange<Int64>
  private let step: PulseStep
  private let hasLaser: Bool
  private let ramp = PulseRamp()
  private var target: Int64
  private var history: [MeasuredServo] = []
  /// The part of an angle that has been typed; nil if none was asked for.
  private var entry: String?
  private var wasAskedToLeave = false
  /// What the bench had before the last command to move.
  private var before: (pulse: Int64, hasPulses: Bool)

  /// A servo that may have the pulses `limits`, in nanoseconds, in the steps of its output, and begins within them at
  /// `start`.
  init(
    _ servo: MeasuredServo, start: Int64, limits: ClosedRange<Int64>, step: PulseStep = .finest, hasLaser: Bool
  ) {
    self.servo = servo
    self.limits = limits
    self.step = step
    self.hasLaser = hasLaser
    // From a whole microsecond the keys lead to others.
    pulse = min(max((start + 500) / 1000 * 1000, limits.lowerBound), limits.upperBound)
    target = pulse
    before = (pulse, false)
  }

  /// The pulse that the servo has, in nanoseconds: the one that its output makes of what it is told.
  private var made: Int64 { step.nearest(to: pulse, within: limits) }

  /// True if something would be lost if the program ended now.
  var hasChanges: Bool { !history.isEmpty }

  /// The seconds without a key after which the laser is switched off.
  static let attentionSeconds = 60.0

  /// Switches the laser off after the time without a key has passed: an unattended laser must not shine.
  mutating func idle(seconds: Double) -> [Command] {
    guard isLaserOn, seconds >= Self.attentionSeconds else { return [] }
    isLaserOn = false
    wasForgotten = true
    return [.shine(false)]
  }

  mutating func press(_ key: Key) -> [Command] {
    if key == .suspend { return [.suspend] }
    let mayLeave = wasAskedToLeave
    wasAskedToLeave = false
    if key == .interrupt { return leave(.interrupted, mayLeave) }
    if entry != nil { return type(key) }
    switch key {
    case .left, .character("h"): return move(by: -10_000)
    case .right, .character("l"): return move(by: 10_000)
    case .down, .character("j"): return move(by: -1000)
    case .up, .character("k"): return move(by: 1000)
    case .pageDown, .character("H"): return move(by: -50_000)
    case .pageUp, .character("L"): return move(by: 50_000)
    case .character(" "): return toggleLaser()
    case .enter:
      return here { state in
        state.entry = ""
        return []
      }
    case .character("c"): return here { state in state.record(.zero) }
    case .character("["): return here { state in state.markEnd(isUpper: false) }
    case .character("]"): return here { state in state.markEnd(isUpper: true) }
    case .character("s"): return swapSense()
    case .character("u"): return undo()
    case .character("w"):
      return hasChanges ? [.write] : [.say("nothing was measured yet, so there is nothing to write")]
    case .character("q"): return leave(.quit, mayLeave)
    case .character(let digit) where ("1"..."9").contains(digit): return go(toPoint: digit.wholeNumberValue ?? 0)
    default: return []
    }
  }

  /// Takes the next step of a long way, once each pulse period.
  mutating func frame() -> [Command] {
    guard hasPulses, pulse != target else { return [] }
    before = (pulse, hasPulses)
    pulse = ramp.next(from: pulse, to: target)
    return [.pulse(pulse)]
  }

  /// The interlock is open, or for another reason lets nothing shine, which has switched the laser off.
  mutating func interlockOpened(_ words: String = interlockIsOpen) -> [Command] {
    guard isLaserOn else { return [] }
    isLaserOn = false
    return [.say(words)]
  }

  private static let interlockIsOpen =
    "the interlock is open, so the laser is off; servo and points stay, and Space works when it is closed"

  /// The last command to move was refused, since the interlock is open and this rig cannot switch its laser off.
  mutating func refused() -> [Command] {
    (pulse, hasPulses) = before
    target = pulse
    isLaserOn = false
    return [.say("the interlock is open: close it first")]
  }

  /// Laser and pulses were ended, as before a rest of the whole program.
  mutating func rested() {
    isLaserOn = false
    hasPulses = false
    target = pulse
  }

  private mutating func move(by step: Int64) -> [Command] {
    let isFirst = !hasPulses
    before = (pulse, hasPulses)
    hasPulses = true
    let wanted = (target == pulse ? pulse : target) + step
    target = min(max(wanted, limits.lowerBound), limits.upperBound)
    // Small steps are taken at once, longer ways a bit each frame.
    pulse = isFirst ? target : ramp.next(from: pulse, to: target)
    let isEnd = wanted != target
    return [.pulse(pulse)] + (isEnd ? [.say("\(Self.text(pulse: target)) is as far as it goes here")] : [])
  }

  private mutating func go(toPoint number: Int) -> [Command] {
    guard number <= servo.recorded.count else { return [.say("there is no point \(number)")] }
    guard hasPulses else { return [.say(Self.moveFirst)] }
    target = servo.recorded[number - 1].nanoseconds
    return []
  }

  private static let moveFirst = "where the servo stands is not known before its first pulse: move it first"

  /// The messages that need a servo that has arrived.
  private mutating func here(_ body: (inout CalibrationState) -> [Command]) -> [Command] {
    guard hasPulses else { return [.say(Self.moveFirst)] }
    guard pulse == target else { return [.say("the servo is on its way")] }
    return body(&self)
  }

  private mutating func toggleLaser() -> [Command] {
    guard hasLaser else { return [.say("this rig has no laser line: set pins.laser.line")] }
    isLaserOn.toggle()
    wasForgotten = false
    return [.shine(isLaserOn)]
  }

  private mutating func type(_ key: Key) -> [Command] {
    switch key {
    case .character(let character) where "0123456789+-.".contains(character): entry = (entry ?? "") + String(character)
    case .character(","): entry = (entry ?? "") + "."
    case .backspace: entry = entry.map { text in String(text.dropLast()) }
    case .escape: entry = nil
    case .enter:
      let text = entry ?? ""
      entry = nil
      guard !text.isEmpty else { return [] }
      guard let degrees = Double(text), degrees.magnitude <= 90 else {
        return [.say("'\(text)' is no angle between -90 and 90°; nothing was recorded")]
      }
      return record(.degrees(degrees))
    default: break
    }
    return []
  }

  private mutating func record(_ angle: Angle) -> [Command] {
    var changed = servo
    do throws(ServoCalibration.Problem) {
      try changed.record(angle, atNanoseconds: made)
    } catch {
      return [.say("not recorded, as it \(error.description)")]
    }
    keep(changed)
    let count = servo.points.count
    let more = count == 1 ? "; a second one makes a calibration, alone it moves that of the file" : ""
    return [.say("point \(count): \(Self.text(angle)) at \(Self.text(pulse: made))\(more)")]
  }

  private mutating func markEnd(isUpper: Bool) -> [Command] {
    let word = isUpper ? "upper" : "lower"
    var changed = servo
    guard changed.end(isUpper: isUpper, atNanoseconds: made) else {
      return [
        .say("the \(word) end of the travel would lie \(isUpper ? "below the lower" : "above the upper"); s swaps")
      ]
    }
    keep(changed)
    let isKnown = servo.beam(atNanoseconds: made) != nil
    let more = isKnown ? "" : "; no angle is known here, so record one, or the travel will end at the nearest point"
    return [.say("\(word) end of the travel at \(Self.text(pulse: made))\(more)")]
  }

  private mutating func swapSense() -> [Command] {
    var changed = servo
    changed.swapSense()
    keep(changed)
    return [.say("reversed: \(servo.isReversed)")]
  }

  private mutating func keep(_ changed: MeasuredServo) {
    history.append(servo)
    servo = changed
  }

  private mutating func undo() -> [Command] {
    guard let last = history.popLast() else { return [.say("there is nothing to undo")] }
    servo = last
    return [.say("undone; \(Self.count(servo.points.count))")]
  }

  private mutating func leave(_ ending: Ending, _ mayLeave: Bool) -> [Command] {
    guard hasChanges, !mayLeave else { return [.end(ending)] }
    wasAskedToLeave = true
    entry = nil
    return [.say("what was measured is not written: w writes it, the same key again ends without")]
  }
}

extension CalibrationState {
  /// What is above the status line.
  static let help = """
      left right (h l)  10 µs    up down (k j)  1 µs    PgUp PgDn (L H)  50 µs
      Space  laser on, off       Enter  record the angle here
      c      this is 0°          1-9    go to that point
      [ ]    lower, upper end    s      swap the sense      u  undo
      w      write and end       q      end without writing
    """

  /// The position of the servo and the sight of the detector, in one line.
  func status(_ sight: Sight?) -> String {
    if let entry { return "the beam's angle in degrees at \(Self.text(pulse: made)), or Esc: \(entry)" }
    let angle = servo.beam(atNanoseconds: made).map { angle in Self.text(angle) } ?? "unknown angle"
    let seen =
      switch sight {
      case .dot(let height): "dot \(height.centimeters < 0 ? "" : "+")\(height.centimeters.formatted(decimals: 2)) cm"
      case .nothing: "no dot"
      case .severalDots: "several dots"
      case .clipped: "clipped"
      case .outshone: "too dim"
      case nil: "detector not read"
      }
    let laser =
      switch (hasLaser, isLaserOn) {
      case (false, _): "no laser line"
      case (true, true): "laser ON"
      case (true, false): wasForgotten ? "laser off: no key for a minute" : "laser off"
      }
    let parts = [
      hasPulses ? Self.text(pulse: made) : "no pulses yet (\(Self.text(pulse: made)))", angle, seen, laser,
      Self.count(servo.points.count), servo.isReversed ? "reversed" : "",
    ]
    return parts.filter { part in !part.isEmpty }.joined(separator: "  ")
  }

  private static func count(_ points: Int) -> String { points.counted("point") }

  private static func text(pulse: Int64) -> String { "\((Double(pulse) / 1000).formatted(significantDigits: 7)) µs" }

  private static func text(_ angle: Angle) -> String { "\(angle.degrees.formatted(decimals: 2))°" }
}
