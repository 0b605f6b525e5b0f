internal import RigCore
internal import RigSimulation

/// A rig with a judge beside it, who looks at the truth of every reading. The controller sees no more of it than of any
/// rig.
struct JudgedRig<let axes: Int, Plant: SimulatedPlant>: Rig
where
  Plant.Truth == PlantTruth<axes>
{
  private(set) var rig: Plant
  private(set) var judge: Judge<axes>

  init(_ rig: Plant, judge: Judge<axes>) {
    self.rig = rig
    self.judge = judge
  }

  var travel: Travel<PerAxis<axes, Angle>> { rig.travel }

  mutating func move(to angles: PerAxis<axes, Angle>) {
    judge.see(command: angles)
    rig.move(to: angles)
  }

  mutating func read() -> Reading<axes> {
    let reading = rig.read()
    judge.see(rig.trueErrors, beams: rig.beams)
    return reading
  }
}
