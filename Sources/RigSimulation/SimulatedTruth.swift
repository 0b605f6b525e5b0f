public import RigCore

/// The truth about a simulated rig at one moment. Nothing that a controller holds leads here.
public struct SimulatedTruth: Sendable, Equatable {
  /// The distance from laser to wall.
  public let distance: Length
  /// The target's height.
  public let target: Length
  /// The laser's height b.
  public let laserHeight: Length
  /// Where the beam really points.
  public let beam: Angle

  /// The dot's height on the wall; nil where the beam points away from it.
  public var dot: Length? {
    beam.radians.magnitude < .pi / 2 ? beam.slope * distance + laserHeight : nil
  }

  /// The dot's height above the target; nil where the beam points away from the wall.
  public var error: Length? {
    dot.map { dot in dot - target }
  }
}

extension SimulatedRig {
  /// The truth at the latest reading: for those who build, judge and draw rigs, not for those who steer them.
  public var truth: SimulatedTruth {
    SimulatedTruth(distance: wall.distance, target: wall.target, laserHeight: wall.laserHeight, beam: servo.beam)
  }

  /// The dot's height above the target at the latest reading, as ``truth`` has it, at little cost.
  @inlinable
  public var trueError: Length? {
    guard servo.isTransparent else { return truth.error }
    let height = wall.distance.centimeters * servo.beam.slope + wall.laserHeight.centimeters
    return Length(centimeters: height - wall.target.centimeters)
  }

  /// How far off the dot is, as wall and target stand now, with an unhurried servo at that end of its travel where it
  /// is nearer to the target, play aside; nil where neither end points to the wall.
  public var nearerEnd: Length? {
    [travel.lower[0], travel.upper[0]].compactMap { command in
      let beam = Angle(radians: model.servo.mounting.beam(horn: command.radians))
      let ideal = model.servo.mounting.isOn ? beam : command
      guard ideal.radians.magnitude < .pi / 2 else { return nil }
      let error = ideal.slope * wall.distance + wall.laserHeight - wall.target
      return error.magnitude
    }.min()
  }

  /// Where the beam pointed at the latest reading.
  @inlinable
  public var beam: Angle { servo.beam }

  /// The command at which an unhurried servo of this model puts the dot at `height` on the wall as it stands now,
  /// rounding and play aside. It may lie beyond the travel.
  public func command(forHeight height: Length) -> Angle {
    let slope = (height - wall.laserHeight) / wall.distance
    return model.servo.mounting.command(beam: Angle(slope: slope))
  }
}
