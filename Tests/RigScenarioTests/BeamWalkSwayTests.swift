import RigCore
import RigSimulation
import Testing

@testable import RigScenario

@Suite struct BeamWalkSwayTests {
  @Test func `the heights of both targets sway in step, and their places across stand still`() throws {
    let found = try scenario(
      """
      rig:
        kind: beamWalk
        beamWalk: {targetSway: 0.2, targetSwayFrequency: 2.5, targetSwayPhase: 90}
        frameJitter: 0.1
      """
    ).beamWalkModel
    let wave = Wave(amplitude: 0.2, hertz: 2.5, phaseDegrees: 90, frameSeconds: 0.1)
    #expect(found.targets.values.map(\.sway) == [wave, nil, wave, nil])
    #expect(found.frameJitter == 0.1)
    var rig = BeamWalkRig(found, seed: RandomSeed(1))
    _ = rig.read()
    let targets = rig.truth.targets
    #expect(abs(targets[0].centimeters - 0.7) < 1e-12 && abs(targets[2].centimeters + 0.2) < 1e-12)
    #expect(targets[1].centimeters == -0.3 && targets[3].centimeters == 0.6)
  }

  @Test func `a sway without a frequency is refused`() {
    #expect(
      complaint("rig: {kind: beamWalk, beamWalk: {targetSway: 0.2}}")?.contains("targetSwayFrequency") == true)
  }
}
