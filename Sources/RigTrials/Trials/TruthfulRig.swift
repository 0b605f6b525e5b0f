internal import RigCore
internal import RigSimulation

/// A simulated rig as its judge sees it. Nothing that a controller holds leads here.
protocol TruthfulRig<Angles, Output, Errors>: Rig, Sendable where Failure == Never {
  /// A `PerAxis` of `Length`.
  associatedtype Errors

  /// How far off the dot was at the latest reading; nil where the beam misses the wall.
  var trueErrors: Errors? { get }
  /// Where the beam pointed at the latest reading.
  var beams: Angles { get }
  /// How far off the dot is with the servo at that end of its travel where it is nearer to the target, as wall and
  /// target stand now; of several axes at least, with one of them at its end. Nil where that is not known.
  var errorAtNearerEnd: Length? { get }
}

extension IdealRig: TruthfulRig {
  @inline(__always)
  var trueErrors: PerAxis<1, Length>? { PerAxis(trueError) }
  @inline(__always)
  var beams: PerAxis<1, Angle> { PerAxis(beam) }
  var errorAtNearerEnd: Length? { nearerEnd }
}

extension SimulatedRig: TruthfulRig {
  @inline(__always)
  var trueErrors: PerAxis<1, Length>? { trueError.map { error in PerAxis(error) } }
  @inline(__always)
  var beams: PerAxis<1, Angle> { PerAxis(beam) }
  var errorAtNearerEnd: Length? { nearerEnd }

  /// True where the servo can put the dot on the target as it stands now.
  var hasTargetInReach: Bool {
    let command = command(forHeight: truth.target)
    return command >= travel.lower[0] && command <= travel.upper[0]
  }
}

extension PanTiltRig: TruthfulRig {
  var trueErrors: PerAxis<2, Length>? { trueError }
  var beams: PerAxis<2, Angle> { beam }
  var errorAtNearerEnd: Length? { nearerEnd }
}

extension BeamWalkRig: TruthfulRig {
  var trueErrors: PerAxis<4, Length>? { trueError }
  var beams: PerAxis<4, Angle> { beam }
  var errorAtNearerEnd: Length? { nearerEnd }
}
