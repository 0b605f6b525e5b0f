internal import RigCore

// The data sheets speak of microseconds of pulse; 500–2500 µs over 180° make 0.09° of each. None states the play of the
// gears: those figures are assumptions, and so are the time constants of the two servos.
extension ServoModel {
  /// A servo that is always where it was told to be.
  public static var ideal: ServoModel { ServoModel() }

  /// A plastic-geared hobby servo of the SG90 class: 0.12 s for 60° and a dead band of 5 µs (TowerPro SG90 data sheet,
  /// at 4.8 V), driven in whole microseconds; 0.3° of play.
  public static var hobby: ServoModel {
    ServoModel(
      travel: .degrees(-80) ... .degrees(80),
      resolution: Resolution(step: .degrees(0.09)),
      deadBand: DeadBand(width: .degrees(0.45)),
      motor: Motor(slewRateDegreesPerSecond: 500, lagSeconds: 0.02),
      backlash: Backlash(play: .degrees(0.3)))
  }

  /// A metal-geared digital servo of the JX PDI-6221MG class: 0.16 s for 60° at 6 V and a dead band of 2 µs (the
  /// maker's list of specifications), driven in whole microseconds; 0.1° of play.
  public static var metalGear: ServoModel {
    ServoModel(
      travel: .degrees(-80) ... .degrees(80),
      resolution: Resolution(step: .degrees(0.09)),
      deadBand: DeadBand(width: .degrees(0.18)),
      motor: Motor(slewRateDegreesPerSecond: 375, lagSeconds: 0.02),
      backlash: Backlash(play: .degrees(0.1)))
  }

  /// A moving-magnet galvo mirror of the Thorlabs GVS311 class: ±20° of mirror, so ±40° of beam; 15 µrad of mirror, so
  /// 30 µrad of beam; full travel at 25 Hz square wave, so 80° of beam in 20 ms; a small step settles in 400 µs, taken
  /// as four time constants (Thorlabs, single-axis scanning galvo systems, key specifications).
  public static var galvo: ServoModel {
    ServoModel(
      travel: .degrees(-40) ... .degrees(40),
      resolution: Resolution(step: .radians(30e-6)),
      motor: Motor(slewRateDegreesPerSecond: 4000, lagSeconds: 0.0001))
  }

  /// A fast steering mirror of the Newport FSM-300 class: ±1.5° of mirror, so ±3° of beam; 1 µrad of mirror, so 2 µrad
  /// of beam; a bandwidth of 800 Hz, taken as that of a first-order lag (Newport, FSM-CD300B manual, typical
  /// specifications).
  public static var steeringMirror: ServoModel {
    ServoModel(
      travel: .degrees(-3) ... .degrees(3),
      resolution: Resolution(step: .radians(2e-6)),
      motor: Motor(lagSeconds: 0.0002))
  }
}
