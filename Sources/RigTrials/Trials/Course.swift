public import RigCore
public import RigSimulation

/// The conditions of trials, in a comparison as in a sweep: the rigs, and the settings of the loop on them.
///
/// The rigs may be those of a `PlantSource`, which can also put a rig at a command of the caller's choice; trials need no
/// more than the rig of a seed, so any function that makes one serves as well.
public struct Course<Plant: SimulatedPlant>: Sendable {
  /// The rig of a trial; its actuators rest at the command at which the loop is to start.
  public let rig: @Sendable (RandomSeed) -> Plant
  /// The loop's settings; those that would end a run are ignored.
  public let loop: LoopSettings

  /// The rigs that `rig` makes.
  public init(loop: LoopSettings, rig: @escaping @Sendable (RandomSeed) -> Plant) {
    self.rig = rig
    self.loop = loop
  }

  /// The rigs of `plants`.
  public init(loop: LoopSettings, plants: PlantSource<Plant>) {
    self.init(loop: loop) { seed in plants.plant(seed: seed) }
  }
}
