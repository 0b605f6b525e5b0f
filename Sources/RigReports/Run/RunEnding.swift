public import RigCore
public import RigScenario

/// The end of a run: a decision of its loop, or a failure of the rig.
public enum RunEnding: Sendable {
  /// The decision of the loop.
  case outcome(Outcome)
  /// The failure of the rig, or the reason why it stopped for safety.
  case failure(Failure)

  /// The short name for programs: that of the outcome, `safetyStop` or `failed`.
  public var name: String {
    switch self {
    case .outcome(let outcome): outcome.name
    case .failure(let failure): failure.kind == .safetyStop ? "safetyStop" : "failed"
    }
  }

  /// The short name for people.
  public var title: String {
    switch self {
    case .outcome(let outcome): outcome.title
    case .failure(let failure): failure.kind == .safetyStop ? "safety stop" : "failed"
    }
  }

  /// The reason why the run of a rig with these axes ended, in one sentence.
  ///
  /// - Parameters:
  ///   - axes: the axes of each step.
  ///   - cause: what the steps show of the cause of a run that used them up, or diverged.
  ///   - fixedRate: the rule's rate, for advice on a run that diverged.
  public func reason(axes: [RigAxis], cause: UnsettledCause? = nil, fixedRate: FixedRate? = nil) -> String {
    switch self {
    case .outcome(.unresponsive(let unresponsive)):
      unresponsive.reason { axis in axes[axis].name ?? "the laser" }
        + (unresponsive.isOfProbe ? " (--no-probe does not ask)" : "")
    case .outcome(.stepLimit(let limit)): limit.reason(cause: cause)
    case .outcome(.diverged(let divergence, let rate)):
      divergence.reason(proportionalRate: rate, fixedRate: fixedRate, cause: cause)
    case .outcome(let outcome): outcome.reason
    case .failure(let failure): failure.message
    }
  }
}
