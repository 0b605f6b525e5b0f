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

  /// What is computed; nil for a real rig.
  public var simulation: SimulatedKind? {
    switch self {
    case .simulated: .singleAxis
    case .panTilt: .panTilt
    case .beamWalk: .beamWalk
    case .pins: nil
    }
  }

  /// True for a computed rig.
  public var isSimulated: Bool { simulation != nil }
}

/// What kind of computed rig is steered.
public enum SimulatedKind: Sendable, CaseIterable {
  /// A laser that turns up and down.
  case singleAxis
  /// A laser that turns to all sides.
  case panTilt
  /// Two steering mirrors and two detectors.
  case beamWalk

  /// How many axes the rig has.
  public var axes: Int {
    switch self {
    case .singleAxis: 1
    case .panTilt: 2
    case .beamWalk: 4
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
