public import RigCore

/// The wall of one run, its distance drawn.
@usableFromInline
struct Wall: Sendable {
  /// The nearest distance to which a wall can drift, so that it stays in front of the laser.
  private static let nearest = Length(centimeters: 1)

  private let distanceOverTime: Trajectory
  private let targetOverTime: Trajectory
  @usableFromInline
  let laserHeight: Length
  @usableFromInline
  let isStill: Bool

  @usableFromInline
  private(set) var distance: Length
  @usableFromInline
  private(set) var target: Length

  private var clock: FrameClock

  init(_ model: WallModel, _ clock: FrameClock, seed: RandomSeed) {
    self.clock = clock
    var generator = seed.generator(for: .wall)
    distance = model.distance.draw(using: &generator)
    var trajectory = model.target
    if let heights = model.targetHeights {
      var generator = seed.generator(for: .wall, number: 1)
      trajectory.start = heights.draw(using: &generator)
    }
    target = trajectory.start
    distanceOverTime = Trajectory(
      start: distance, driftPerStep: model.distanceDriftPerStep, jumpStep: model.distanceJumpStep,
      jump: model.distanceJump)
    targetOverTime = trajectory
    laserHeight = model.laserHeight
    isStill = model.isStill
    place(at: 0)
  }

  /// Lets the frame that ends with `step` pass.
  @usableFromInline
  mutating func move(to step: Int) {
    _ = clock.advance()
    place(at: step)
  }

  private mutating func place(at step: Int) {
    distance = max(distanceOverTime.value(at: step), min(Self.nearest, distanceOverTime.start))
    target = targetOverTime.value(at: step, time: clock.time)
  }
}
