/// The delay from the dot's place to the report of it.
public struct DeadTime: Sendable, Equatable {
  /// How many steps old the reported error is; before the first error is that old, the first. 0 for none.
  public var steps: Int

  /// Reports errors that are `steps` steps old, at least 0.
  public init(steps: Int = 0) {
    precondition(steps >= 0, "a dead time is at least 0 steps")
    self.steps = steps
  }

  var isOn: Bool { steps > 0 }
}
