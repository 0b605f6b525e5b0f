/// The pulses of one servo, frame by frame, on the way to the commanded pulse.
///
/// This is the last place that every command passes, for every kind of output: no pulse is shorter or longer than the
/// servo may have, each is one that the output can make, no change is faster than the slew limit, to the output's step,
/// and a servo that has rested long enough gets no pulses until it has to move.
struct ServoMotion: Sendable, Equatable {
  /// The pulses that the servo may have, in nanoseconds.
  let pulses: ClosedRange<Int64>
  /// The greatest change of the pulse from frame to frame, in nanoseconds, above 0.
  let greatestStep: Int64
  /// The number of frames of rest after which the pulses stop; nil for never.
  let restFrames: Int?
  /// The step between the pulses that the output can make.
  let step: PulseStep

  /// The last pulse on the way, in nanoseconds, from which the one that was made differs by up to half a step; 0 before
  /// the first. A servo without pulses is assumed to stay where it was.
  private(set) var width: Int64 = 0
  private var rested = 0

  init(
    pulses: ClosedRange<Int64>, greatestStep: Int64 = .max, restFrames: Int? = nil, step: PulseStep = .finest
  ) {
    precondition(pulses.lowerBound > 0, "a pulse has some width")
    precondition(greatestStep > 0, "a servo that may not move is no servo")
    self.pulses = pulses
    self.greatestStep = greatestStep
    self.restFrames = restFrames
    self.step = step
  }

  /// The pulse of the next frame on the way to `target`, both in nanoseconds; 0 for no pulse.
  ///
  /// The position of the servo is unknown before its first pulse, so that one goes to the target at once.
  mutating func next(target: Int64) -> Int64 {
    guard target > 0 else { return 0 }
    let target = min(max(target, pulses.lowerBound), pulses.upperBound)
    if width == 0 || width == target {
      rested = width == target ? rested + 1 : 0
      width = target
    } else {
      width += min(max(target - width, -greatestStep), greatestStep)
      rested = 0
    }
    if let restFrames, rested >= restFrames { return 0 }
    return made(width)
  }

  /// The pulse that the servo gets if it is told `target`, both in nanoseconds, once it has arrived; 0 for none.
  func made(_ target: Int64) -> Int64 {
    target > 0 ? step.nearest(to: target, within: pulses) : 0
  }
}
