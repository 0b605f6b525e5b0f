import RigCore
import RigTestSupport
import Testing

@Suite struct ConformanceTests {
  @Test func `a scripted rig keeps the promises of a rig`() {
    checkRig { ScriptedRig<1>(errors: [3, nil, -2, 1]) }
  }

  @Test func `a rig with four axes keeps the promises of a rig`() {
    checkRig(observe: { rig in rig.pointing }) {
      LinearRig<4>(
        matrix: [[250, 60, 0, 0], [90, 300, 0, 0], [0, 0, 250, 60], [0, 0, 90, 300]],
        target: PerAxis(repeating: .centimeters(10)))
    }
  }

  @Test func `a watched rig keeps the promises of a rig`() {
    checkRig(observe: { rig in rig.base.pointing }) {
      WatchedRig(LinearRig<1>(matrix: [[300]], target: PerAxis(.centimeters(10))), log: RigLog())
    }
  }
}

/// A rig with one defect.
private struct BrokenRig: Rig {
  enum Defect: CaseIterable {
    case travelUpsideDown, failsToMove, failsToRead, ignoresLimits, stopsShort, readsNaN, readsAtRandom, lookMoves
  }
  struct Broken: Error {}

  let defect: Defect
  var pointing = PerAxis<1, Angle>(.zero)
  var looks = 0.0

  var travel: Travel<PerAxis<1, Angle>> {
    let (low, high) = (PerAxis<1, Angle>(.degrees(-30)), PerAxis<1, Angle>(.degrees(30)))
    return defect == .travelUpsideDown ? Travel(lower: high, upper: low) : Travel(lower: low, upper: high)
  }

  mutating func move(to angles: PerAxis<1, Angle>) throws(Broken) {
    if defect == .failsToMove, angles[0] > .degrees(29) { throw Broken() }
    let cut = PerAxis<1, Angle>(min(max(angles[0], .degrees(-30)), .degrees(30)))
    switch defect {
    case .ignoresLimits: pointing = angles
    case .stopsShort: pointing = PerAxis(.radians(0.9 * cut[0].radians))
    default: pointing = cut
    }
    looks = 0
  }

  mutating func read() throws(Broken) -> Reading<1> {
    looks += 1
    if defect == .failsToRead, looks > 5 { throw Broken() }
    if defect == .readsAtRandom { return .error(PerAxis(.centimeters(.random(in: 0...1)))) }
    let error = 300 * pointing[0].slope + (defect == .lookMoves ? looks : 0)
    return .error(PerAxis(.centimeters(defect == .readsNaN ? .nan : error)))
  }
}

@Suite struct ConformanceSuiteTests {
  @Test(arguments: BrokenRig.Defect.allCases)
  private func `the suite finds a rig's defect`(defect: BrokenRig.Defect) {
    withKnownIssue {
      checkRig(observe: { rig in rig.pointing }) { BrokenRig(defect: defect) }
    }
  }
}
