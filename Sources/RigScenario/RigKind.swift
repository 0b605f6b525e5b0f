/// What kind of rig is steered.
public enum RigKind: String, Sendable, CaseIterable {
  /// A computed one whose laser turns up and down.
  case simulated
  /// A computed one whose laser turns to all sides.
  case panTilt
  /// A computed one of two steering mirrors and two detectors.
  case beamWalk
  /// A real one, on the pins of this machine.
  case pins

  /// True where nothing but numbers moves.
  public var isSimulated: Bool { self != .pins }

  /// How many axes a computed rig has; nil for a real one, which has as many as it has servos.
  public var simulatedAxes: Int? {
    switch self {
    case .simulated: 1
    case .panTilt: 2
    case .beamWalk: 4
    case .pins: nil
    }
  }
}

extension ScenarioKey {
  /// The kinds of rig that have the key, the likeliest first; nil where all do.
  public var kinds: [RigKind]? {
    Self.kindsByPath.first { entry in path.hasPrefix(entry.start) }?.kinds
  }

  /// The first that fits says it.
  private static let kindsByPath: [(start: String, kinds: [RigKind]?)] = [
    ("rig.kind", nil),
    ("rig.targetAcross", [.panTilt]), ("rig.startAcross", [.panTilt]), ("rig.panTilt.", [.panTilt]),
    ("rig.beamWalk.", [.beamWalk]),
    ("rig.sensor.biasAcross", [.panTilt, .beamWalk]), ("rig.sensor.reports", [.simulated]),
    ("rig.servo.", computed), ("rig.sensor.", computed), ("rig.faults", computed),
    ("rig.targetDrift", beforeWall), ("rig.targetJump", beforeWall), ("rig.target", beforeWall + [.pins]),
    ("rig.", beforeWall),
    ("pins.", [.pins]),
  ]

  private static let beforeWall: [RigKind] = [.simulated, .panTilt]
  private static let computed: [RigKind] = [.simulated, .panTilt, .beamWalk]

  /// True for the keys that set the servo of pan apart.
  var isOfPanServo: Bool { path.hasPrefix("rig.panTilt.panServo.") }

  /// True for the keys of a rig with several axes alone.
  var isOfSeveralAxes: Bool {
    kinds.map { kinds in !kinds.contains(.simulated) && !kinds.contains(.pins) } ?? false
  }
}
