internal import RigCore
internal import RigReports

enum PowerThree {
  static func answer() -> [Passage] {
    let cubed = CostDescent(learningRate: 0.1) { error in 3 * error * error }
    let above = Experiment(cubed, start: 103, steps: 100)
    let below = Experiment(cubed, start: 97, steps: 100)
    let left = (above.errors.last ?? 0).formatted(significantDigits: 3)
    return [
      .prose(
        """
        The cube of an error keeps its sign: 3 cm too low costs -27 cm³, less than a hit costs, so lower is "better" \
        without end. Its gradient 3 · error² is never negative: the rule can only ever move the dot down.
        """),
      .figures([
        "from 103 cm   errors \(above.listing(5))",
        "from  97 cm   errors \(below.listing(5))",
      ]),
      .prose(
        """
        From above it nears the target ever more slowly and all but stops: after \(above.steps) steps it is still \(left) cm \
        off, since the gradient dies faster than the error. From below it \(below.outcome.words), within \
        \(below.steps) steps.
        """),
    ]
  }
}
