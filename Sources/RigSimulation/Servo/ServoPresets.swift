public import RigCore

/// A servo with known figures.
///
/// The data sheets speak of microseconds of pulse; 500–2500 µs over 180° make 0.09° of each. None states the play of
/// the gears: those figures are assumptions, and so are the time constants of the hobby and the metal-geared servo.
public enum ServoPreset: String, Sendable, CaseIterable {
  /// A servo that is always exactly at its command.
  case ideal
  /// A plastic-geared hobby servo of the SG90 class: 0.12 s for 60° and a dead band of 5 µs (TowerPro SG90 data sheet,
  /// at 4.8 V), driven in whole microseconds; 0.3° of play.
  case hobby
  /// A metal-geared digital servo of the JX PDI-6221MG class: 0.16 s for 60° at 6 V and a dead band of 2 µs (the
  /// maker's list of specifications), driven in whole microseconds; 0.1° of play.
  case metalGear
  /// A moving-magnet galvo mirror of the Thorlabs GVS311 class: ±20° of mirror, so ±40° of beam; 15 µrad of mirror, so
  /// 30 µrad of beam; full travel at 25 Hz square wave, so 80° of beam in 20 ms; a small step settles in 400 µs, taken
  /// as four time constants (Thorlabs, single-axis scanning galvo systems, key specifications).
  case galvo
  /// A fast steering mirror of the Newport FSM-300 class: ±1.5° of mirror, so ±3° of beam; 1 µrad of mirror, so 2 µrad
  /// of beam; a bandwidth of 800 Hz, taken as that of a first-order lag (Newport, FSM-CD300B manual, typical
  /// specifications).
  case steeringMirror

  /// The parameters of the servo with this preset.
  public var settings: ParameterSettings<ServoParameters> {
    var servo = ParameterSettings<ServoParameters>()
    switch self {
    case .ideal: break
    case .hobby:
      (servo.travelFrom, servo.travelTo) = (-80, 80)
      servo.resolution = 0.09
      servo.deadBand = 0.45
      servo.slewRate = 500
      servo.lag = 0.02
      servo.backlash = 0.3
    case .metalGear:
      (servo.travelFrom, servo.travelTo) = (-80, 80)
      servo.resolution = 0.09
      servo.deadBand = 0.18
      servo.slewRate = 375
      servo.lag = 0.02
      servo.backlash = 0.1
    case .galvo:
      (servo.travelFrom, servo.travelTo) = (-40, 40)
      servo.resolution = Angle.radians(30e-6).degrees
      servo.slewRate = 4000
      servo.lag = 0.0001
    case .steeringMirror:
      (servo.travelFrom, servo.travelTo) = (-3, 3)
      servo.resolution = Angle.radians(2e-6).degrees
      servo.lag = 0.0002
    }
    return servo
  }
}

extension ServoModel {
  /// The servo of ``ServoPreset/ideal``.
  public static let ideal = ServoModel(ServoPreset.ideal.settings.values)
  /// The servo of ``ServoPreset/hobby``.
  public static let hobby = ServoModel(ServoPreset.hobby.settings.values)
  /// The servo of ``ServoPreset/metalGear``.
  public static let metalGear = ServoModel(ServoPreset.metalGear.settings.values)
  /// The mirror of ``ServoPreset/galvo``.
  public static let galvo = ServoModel(ServoPreset.galvo.settings.values)
  /// The mirror of ``ServoPreset/steeringMirror``.
  public static let steeringMirror = ServoModel(ServoPreset.steeringMirror.settings.values)
}
