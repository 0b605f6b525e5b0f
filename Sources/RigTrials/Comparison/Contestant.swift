public import RigCore
internal import RigSimulation

/// A rule that takes part in a comparison.
public struct Contestant<let axes: Int>: Sendable {
  /// Makes the rule for a rig.
  typealias Maker = @Sendable (any SimulatedPlant) -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>

  /// The name of the rule.
  public let name: String
  /// The rule, new for each rig. A rule that uses the rig given here knows more than a controller can.
  let rule: Maker
  /// The quantity that the rule steers; nil for the one of the course's loop.
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
  /// The bound that no rule can beat on a `SimulatedRig` without other effects than noise: a rule that is told the
  /// distance at the start, and whether the laser turns the other way, and takes the mean of all readings. It steers no
  /// rig of another type.
  public static var bound: Contestant {
    Contestant("bound", steering: .slope) { plant in
      guard let rig = plant as? SimulatedRig else { preconditionFailure("the bound steers a SimulatedRig") }
      return KnownDistance(response: rig.model.servo.mounting.isReversed ? -rig.distance : rig.distance)
    }
  }
}

/// The choice of how far a settled dot may be off the target.
public enum ToleranceChoice: Sendable, Equatable {
  /// A tolerance that a single reading can resolve: 0.1 cm, or three standard deviations of the noise if that is more.
  case loose
  /// A tolerance that only an average can resolve: 0.1 cm, or half a standard deviation of the noise if that is more.
  case tight
  /// The given tolerance, above 0.
  case fixed(Length)

  /// The tolerance for noise of the standard deviation `noise`.
  public func tolerance(noise: Length) -> Length {
    switch self {
    case .loose: max(.centimeters(0.1), 3 * noise)
    case .tight: max(.centimeters(0.1), 0.5 * noise)
    case .fixed(let tolerance): tolerance
    }
  }
}
