public import RigCore
public import RigSimulation

/// A servo: a preset, and the values of the parameters of ``ServoModel/effects``, in degrees and seconds.
///
/// Each parameter is a property: `servo.deadBand = 0.5`.
@dynamicMemberLookup
public struct ServoSettings: Sendable, Equatable {
  /// The servo that the other settings begin from.
  public var preset = ServoPreset.ideal
  /// The values of the parameters.
  public var values = ParameterValues()

  /// The settings of an ideal servo.
  public init() {}

  /// The value of the parameter that the property at `path` declares.
  public subscript<Value>(dynamicMember path: KeyPath<ServoParameters, Parameter<Value>>) -> Value {
    get { values[ServoParameters()[keyPath: path]] }
    set { values[ServoParameters()[keyPath: path]] = newValue }
  }

  /// Takes over all figures of `preset`; the mounting of the laser is not a figure of the servo.
  mutating func takeOver(_ preset: ServoPreset) {
    self.preset = preset
    let figures = preset.settings.values
    for parameter in ServoModel.parameters where parameter.isInPresets {
      values[parameter.description] = figures[parameter.description].tidy
    }
  }

  /// True if the beam may stay behind the command by more than rounding.
  public var holdsBeamBack: Bool {
    ServoModel.parameters.contains { parameter in
      parameter.holdsBeamBack && !values.isDefault(parameter.description)
    }
  }

  var model: ServoModel { ServoModel(values) }
}

extension ParameterSetting {
  /// The setting in the digits that a person would write: without those that come from a conversion from radians.
  fileprivate var tidy: ParameterSetting {
    guard case .number(let number) = self else { return self }
    return .number((number * 1e9).rounded() / 1e9)
  }
}

/// A sensor: the values of the parameters of ``SensorModel/effects``, in cm, steps and probabilities, and the quantity
/// that it reports.
///
/// Each parameter is a property: `sensor.noise = 0.2`.
@dynamicMemberLookup
public struct SensorSettings: Sendable, Equatable {
  /// The values of the parameters.
  public var values = ParameterValues()
  /// The reported quantity: the error, or the cost without the side.
  public var reports = SensorModel.Report.error

  /// A sensor without any effect.
  public init() {}

  /// The value of the parameter that the property at `path` declares.
  public subscript<Value>(dynamicMember path: KeyPath<SensorParameters, Parameter<Value>>) -> Value {
    get { values[SensorParameters()[keyPath: path]] }
    set { values[SensorParameters()[keyPath: path]] = newValue }
  }
}

extension RigSettings {
  /// The sensor of a rig of the given kind. A file may describe several kinds, so a parameter for which this kind has
  /// no key is left at its default.
  func sensorModel(of kind: RigKind) -> SensorModel {
    var values = sensor.values
    if !kind.parts.contains(.planeSensor) {
      for parameter in SensorModel.parameters where parameter.isOfPlane {
        values[parameter.description] = parameter.description.defaultSetting
      }
    }
    return SensorModel(values, reports: kind.parts.contains(.report) ? sensor.reports : .error)
  }

  /// The sway of a target by `amplitude` cm at `hertz`, `phase` degrees on at step 0; nil for none.
  func sway(_ amplitude: Double, _ hertz: Double, phase: Double, frameSeconds: Double) -> Wave? {
    amplitude == 0
      ? nil : Wave(amplitude: amplitude, hertz: hertz, phaseDegrees: phase, frameSeconds: frameSeconds)
  }

  /// The wall and the target in steps of `frameSeconds`.
  package func wallModel(frameSeconds: Double) -> WallModel {
    let wallDistance: WallDistance =
      switch distance {
      case .fixed(let distance): .fixed(.centimeters(distance))
      case .drawn(let from, let to): .logUniform(.centimeters(from) ... .centimeters(to))
      }
    let heights: ClosedRange<Length>? =
      switch target {
      case .fixed: nil
      case .drawn(let from, let to): .centimeters(from) ... .centimeters(to)
      }
    let sway = sway(targetSway, targetSwayFrequency, phase: targetSwayPhase, frameSeconds: frameSeconds)
    return WallModel(
      distance: wallDistance, distanceDriftPerStep: .centimeters(distanceDrift), distanceJumpStep: distanceJumpStep,
      distanceJump: .centimeters(distanceJump), laserHeight: .centimeters(laserHeight),
      target: Trajectory(
        start: .centimeters(target.middle), driftPerStep: .centimeters(targetDrift), jumpStep: targetJumpStep,
        jump: .centimeters(targetJump), sway: sway),
      targetHeights: heights)
  }
}

extension Scenario {
  /// The scenario with the nearest and with the farthest wall that the seed may draw, and in words where that wall
  /// stands; the scenario itself, without words, if its wall is known.
  var extremeWalls: [(scenario: Scenario, at: String)] {
    guard case .drawn(let from, let to) = rig.distance else { return [(self, "")] }
    return [from, to].map { distance in
      var scenario = self
      scenario.rig.distance = .fixed(distance)
      return (scenario, " on a wall at \(NumberRange.text(distance)) cm")
    }
  }
}
