import RigScenario
import Testing

@Suite struct RuleKindsTests {
  @Test func `some rules find out the distance, others do without the side, none does both`() {
    #expect(RuleName.allCases.filter(\.learnsDistance) == [.recursiveLeastSquares, .kalman, .secant, .broyden])
    #expect(RuleName.allCases.filter(\.servesCost) == [.extremumSeeking, .spsa])
  }
}
