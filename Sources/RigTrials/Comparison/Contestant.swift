public import RigCore
public import RigSimulation

/// The rigs that every rule of a comparison meets, and what every loop does there.
public struct Course: Sendable {
  /// The rig of a trial; its servo rests where the loop is to start.
  public let rig: @Sendable (RandomSeed) -> SimulatedRig
  /// The loop's settings; what would end a run is left out of account.
  public let loop: LoopSettings

  /// The rigs that `rig` makes.
  public init(loop: LoopSettings, rig: @escaping @Sendable (RandomSeed) -> SimulatedRig) {
    self.rig = rig
    self.loop = loop
  }
}

/// A rule that takes part in a comparison.
public struct Contestant: Sendable {
  /// What the rule is called.
  public let name: String
  /// The rule, new for each rig. Whatever a rule makes of the rig it is given here is more than a controller can know.
  let rule: @Sendable (SimulatedRig) -> any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>
  /// What the rule steers; nil for what the course's loop says.
  let controlVariable: ControlVariable?

  /// The rule that `rule` makes, called `name`.
  public init(
    _ name: String, rule: @escaping @Sendable () -> any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>
  ) {
    self.name = name
    self.rule = { _ in rule() }
    controlVariable = nil
  }

  private init(
    _ name: String, steering variable: ControlVariable,
    knowing rule: @escaping @Sendable (SimulatedRig) -> any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>
  ) {
    self.name = name
    self.rule = rule
    controlVariable = variable
  }

  /// The bound that no rule can beat on a rig without other effects than noise: one that is told the distance at the
  /// start, and whether the laser turns the other way, and takes the mean of all readings.
  public static var bound: Contestant {
    Contestant("bound", steering: .slope) { rig in
      KnownDistance(response: rig.model.servo.mounting.isReversed ? -rig.distance : rig.distance)
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
