internal import RigCore

/// The latest steps in which the rule steered by an error of known side, in constant memory, up to a gap.
struct RecentSteps {
  /// The most steps that are kept.
  private static let most = 512

  private var steps: [StepRecord] = []
  private var oldest = 0

  /// Takes the next step. One of a probe or a search, and one without an error, begins anew.
  mutating func take(_ step: StepRecord) {
    guard step.errorsCentimeters != nil, !step.isProbing, !step.isSearching else {
      steps.removeAll(keepingCapacity: true)
      oldest = 0
      return
    }
    if steps.count < Self.most {
      steps.append(step)
    } else {
      steps[oldest] = step
      oldest = (oldest + 1) % steps.count
    }
  }

  /// The steps, the earliest first.
  var inOrder: [StepRecord] { Array(steps[oldest...] + steps[..<oldest]) }
}
