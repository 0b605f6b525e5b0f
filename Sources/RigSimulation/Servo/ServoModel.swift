public import RigCore

/// The effects of a servo in the order in which they apply. A new effect takes a place in one of the two chains below.
typealias ServoEffects = Then<CommandEffects, GearEffects>
/// The effects of a servo's electronics on a command.
typealias CommandEffects = Then<Resolution, Then<TravelLimits, DeadBand>>
/// The effects between the goal of the motor and the beam.
typealias GearEffects = Then<
  Motor, Then<ContinuousRotation, Then<Hysteresis, Then<Creep, Then<Backlash, Then<Vibration, Mounting>>>>>
>

/// The parameters of servo effects. Each effect declares its own in an extension.
public struct ServoParameters: ParameterSet {
  public static let declarations = ServoParameters()

  public init() {}
}

/// A servo: its travel and its effects, all of which are off by default.
///
/// The effects apply in the order of ``effects``, after the faults, which change the command. The last of them turns
/// the horn's angle into the beam's.
public struct ServoModel: Sendable, Equatable {
  /// The effects, each with its settings.
  var chain = ServoEffects()

  /// A servo with the given effects that obeys commands within `travel`, both ends within ±90°; without effects it goes
  /// to its command at once and exactly. Of several effects of one type the last is used.
  public init(travel: ClosedRange<Angle> = TravelLimits().range, _ effects: any ServoEffect...) {
    chain[TravelLimits.self] = TravelLimits(range: travel)
    for effect in effects {
      let isKnown = chain.replace(effect)
      precondition(isKnown, "\(effect) is not among the effects of a servo")
    }
  }

  /// The servo with the parameters of ``effects`` at `values`.
  public init(_ values: ParameterValues) {
    chain = ServoEffects(values)
  }

  /// The effects in the order in which they apply.
  public static var effects: [EffectDeclaration] { ServoEffects.declarations }

  /// The parameters of all effects in the order in which a configuration lists them: the travel first, which every
  /// servo has, then the others in the order in which they apply.
  public static let parameters: [EffectParameter] = {
    let travel = TravelLimits.declaration
    return ([travel] + effects.filter { effect in effect.name != travel.name }).flatMap(\.parameters)
  }()

  /// True if the beam is always at the command, limited to the travel.
  public var isIdeal: Bool {
    // The whole model is compared, so that no effect can be forgotten here.
    self == ServoModel(travel: travel)
  }
}
