public import RigSimulation

/// A kind of rig.
///
/// A kind is a value with the facts about its rigs: their keys, their number of axes, their contradictions, and the way
/// in which a simulated rig is made. A new kind is a file with such a value, and one place in ``allCases``.
public struct RigKind: Sendable {
  /// The word in a configuration.
  public let rawValue: String
  /// The axes; a real rig may have fewer.
  let allAxes: [RigAxis]
  /// True if the dot is on a wall at a distance from the laser.
  public let hasWall: Bool
  /// The keys that the kind has in common with others.
  let parts: Set<RigPart>
  /// The keys of the kind alone. Their paths begin with the kind's name, or with `rig.` and its name.
  let ownKeys: [ScenarioKey]
  /// The settings of a scenario of this kind that contradict each other.
  let contradictions: @Sendable (Scenario) -> [Contradiction]
  /// Makes the simulated rigs; nil for a real rig.
  let plants: (any PlantMaker)?

  init(
    _ name: String, axes: [RigAxis], hasWall: Bool, parts: Set<RigPart>, ownKeys: [ScenarioKey] = [],
    plants: (any PlantMaker)?,
    contradictions: @escaping @Sendable (Scenario) -> [Contradiction] = { _ in [] }
  ) {
    rawValue = name
    allAxes = axes
    self.hasWall = hasWall
    self.parts = parts
    self.ownKeys = ownKeys
    self.plants = plants
    self.contradictions = contradictions
  }

  /// True if the rig is simulated.
  public var isSimulated: Bool { plants != nil }

  /// True if a rig of this kind has the key.
  func has(_ key: ScenarioKey) -> Bool { key.part.map(parts.contains) ?? owns(key) }

  /// True if the kind alone has the key.
  func owns(_ key: ScenarioKey) -> Bool {
    key.path.hasPrefix("rig.\(rawValue).") || key.path.hasPrefix("\(rawValue).")
  }
}

extension RigKind: RawRepresentable, CaseIterable, Hashable, CustomStringConvertible {
  /// Every kind, in the order in which messages list them. A new kind takes a place here.
  public static let allCases: [RigKind] = [.singleAxis, .panTilt, .beamWalk, .pins]

  /// The kind of that word; nil if there is none.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { kind in kind.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// The word in a configuration.
  public var description: String { rawValue }

  /// True if both have the same word.
  public static func == (left: RigKind, right: RigKind) -> Bool { left.rawValue == right.rawValue }
  /// Feeds the word to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// Keys that several kinds of rig have.
enum RigPart: Hashable {
  /// The wall, the motion of the wall and the target, and the start of the dot.
  case wall
  /// The height of the target.
  case target
  /// The place of target and dot across.
  case across
  /// The servo.
  case servo
  /// The sensor.
  case sensor
  /// The effects that only a sensor with two directions has.
  case planeSensor
  /// The choice between error and cost.
  case report
  /// The list of faults.
  case faults
}

extension Set<RigPart> {
  /// The parts that every simulated rig has.
  static let simulated: Self = [.servo, .sensor, .faults]
}

/// Makes the simulated rigs of one kind.
protocol PlantMaker: Sendable {
  /// Lets `visitor` work on the rigs of `scenario`.
  func visit<Visitor: PlantVisitor>(_ scenario: Scenario, by visitor: Visitor) -> Visitor.Result
}

extension Scenario {
  /// Lets `visitor` work on the simulated rigs of the scenario, which differ in their random numbers alone; nil for a
  /// real rig.
  public func plants<Visitor: PlantVisitor>(visitedBy visitor: Visitor) -> Visitor.Result? {
    rig.kind.plants?.visit(self, by: visitor)
  }

  /// The servos of a simulated rig, one for each axis.
  public var simulatedServos: [ServoSettings] {
    rig.kind.isSimulated ? rig.kind.allAxes.map { axis in axis.servo.settings(rig) } : []
  }

  /// The section of the configuration with the keys of the servo of a simulated rig's axis, such as `rig.servo`.
  public func servoSection(ofAxis axis: Int) -> String { rig.kind.allAxes[axis].servo.path }
}

extension ScenarioKey {
  /// The kinds of rig that have the key, the likeliest first; nil if all do.
  public var kinds: [RigKind]? { Self.kinds[path] }

  /// The kinds of rig of each key that not all have, by its path.
  private static let kinds = Dictionary(
    uniqueKeysWithValues: all.compactMap { key -> (String, [RigKind])? in
      let kinds = RigKind.allCases.filter { kind in kind.has(key) }
      return kinds.isEmpty ? nil : (key.path, kinds)
    })

  /// True for the keys that set the servo of pan apart.
  var isOfPanServo: Bool { path.hasPrefix(Self.panServoSection + ".") }

  /// True for the keys that simulated rigs have, but not the one with a single axis.
  var isOfSeveralAxes: Bool {
    kinds.map { kinds in !kinds.contains(.singleAxis) && kinds.allSatisfy(\.isSimulated) } ?? false
  }
}
