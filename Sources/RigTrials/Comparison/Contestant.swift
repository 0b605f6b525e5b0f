public import RigCore
public import RigSimulation

/// The rigs that every rule of a comparison meets, and what every loop does there.
public struct Course<Plant: SimulatedPlant>: Sendable {
  /// The rig of a trial; its actuators rest where the loop is to start.
  public let rig: @Sendable (RandomSeed) -> Plant
  /// The loop's settings; what would end a run is left out of account.
  public let loop: LoopSettings

  /// The rigs that `rig` makes.
  public init(loop: LoopSettings, rig: @escaping @Sendable (RandomSeed) -> Plant) {
    self.rig = rig
    self.loop = loop
  }
}

/// A rule that takes part in a comparison.
public struct Contestant<let axes: Int>: Sendable {
  /// Makes the rule for a rig.
  typealias Maker = @Sendable (any SimulatedPlant) -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>

  /// What the rule is called.
  public let name: String
  /// The rule, new for each rig. What a rule makes of the rig is more than a controller can know.
  let rule: Maker
  /// What the rule steers; nil for what the course's loop says.
  let controlVariable: ControlVariable?

  /// The rule that `rule` makes, called `name`.
  public init(
    _ name: String,
    rule: @escaping @Sendable () -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>
  ) {
    self.init(name, steering: nil) { _ in rule() }
  }

  private init(_ name: String, steering variable: ControlVariable?, knowing rule: @escaping Maker) {
    self.name = name
    self.rule = rule
    controlVariable = variable
  }
}

extension Contestant where axes == 1 {
  /// The bound that no rule can beat on a `SimulatedRig` without other effects than noise: one that is told the distance
  /// at the start, and whether the laser turns the other way, and takes the mean of all readings. It steers no rig of
  /// another type.
  public static var bound: Contestant {
    Contestant("bound", steering: .slope) { plant in
      guard let rig = plant as? SimulatedRig else { preconditionFailure("the bound steers a SimulatedRig") }
      return KnownDistance(response: rig.model.servo.mounting.isReversed ? -rig.distance : rig.distance)
    }
  }
}

/// How far off a settled dot may be, as a comparison asks for it.
public enum ToleranceChoice: Sendable, Equatable {
  /// What one reading can tell: 0.1 cm, or three standard deviations of the noise where those are more.
  case loose
  /// What takes an average: 0.1 cm, or half a standard deviation of the noise where that is more.
  case tight
  /// This, above 0.
  case fixed(Length)

  /// The tolerance where the noise has the standard deviation `noise`.
  public func tolerance(noise: Length) -> Length {
    switch self {
    case .loose: max(.centimeters(0.1), 3 * noise)
    case .tight: max(.centimeters(0.1), 0.5 * noise)
    case .fixed(let tolerance): tolerance
    }
  }
}
