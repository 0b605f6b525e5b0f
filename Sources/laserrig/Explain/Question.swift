internal import RigReports

/// The check questions of the article, each answered by ``answer()``.
enum Question: Int, CaseIterable {
  case powerThree = 1
  case absoluteCost, smallRate, startBelow, largeRate, factorTwo

  var title: String {
    switch self {
    case .powerThree: "Why not raise the error to the power of 3?"
    case .absoluteCost: "Why does a squared cost punish large errors more than an absolute one?"
    case .smallRate: "What does a learning rate ten times smaller do?"
    case .startBelow: "Starting below the target, which way does the laser move?"
    case .largeRate: "Does a learning rate of 1.5 still converge?"
    case .factorTwo: "Does the factor 2 in the gradient matter?"
    }
  }

  func answer() -> [Passage] {
    switch self {
    case .powerThree: PowerThree.answer()
    case .absoluteCost: AbsoluteCost.answer()
    case .smallRate: SmallRate.answer()
    case .startBelow: StartBelow.answer()
    case .largeRate: LargeRate.answer()
    case .factorTwo: FactorTwo.answer()
    }
  }
}
