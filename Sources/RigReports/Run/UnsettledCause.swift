internal import RigCore

/// The cause of a run that used up its steps, as the steps show it; a servo that is too slow may also make it diverge.
public enum UnsettledCause: Sendable {
  /// A servo could turn no faster.
  case slowServo(SlowServo)
  /// The rig is later than the rule was told; in words.
  case untoldDelay(String)
  /// An error stays the same while the command moves on.
  case standing(StandingError)
  /// The dot swings about its target.
  case swing(ErrorSwing)
  /// To tell that the dot is on its target takes more readings than the run has; in words.
  case tooFewReadings(String)

  /// The course of an error that swings for ever.
  var trend: Outcome.StepLimit.Trend? {
    guard case .swing(let swing) = self, case .steady(let size) = swing.course else { return nil }
    return .oscillating(size: .centimeters(size), period: swing.periodSteps)
  }

  /// The cause and the remedy of a run that ended `error` off ("the error is still 3 cm"), in words; nil for a swing that
  /// has a trend of its own.
  func text(_ error: String) -> String? {
    switch self {
    case .slowServo(let servo): return "\(error), and \(servo.words); \(servo.remedy)"
    case .untoldDelay(let words): return "\(error): \(words)"
    case .standing(let standing): return standing.text
    case .swing(let swing):
      guard case .dying(let share, let end) = swing.course else { return nil }
      let goal = end.map { end in " to some \(end)" } ?? ""
      return """
        \(error), but its swing dies away: a period of \(swing.periodSteps.formatted(significantDigits: 3)) steps leaves \
        \((100 * share).formatted(significantDigits: 2)) % of it; raise loop.steps\(goal), or lower the learning rate
        """
    case .tooFewReadings(let words): return "\(error); \(words)"
    }
  }
}
