internal import RigCore
internal import RigSimulation

/// An axis of a rig: its names in reports and pictures, and its servo.
public struct RigAxis: Sendable {
  /// The name of the axis, and of its angle, such as `tilt`; nil for the only axis of a rig.
  public let name: String?
  /// A name for a narrow column.
  public let shortName: String?
  /// The direction in which a dot and its target have their places, such as `height`; nil for the only axis of a rig.
  public let place: String?
  /// The name of the error: that of the axis, or that of the place if no axis has an error of its own.
  public let errorName: String?
  /// The servo in a simulated rig.
  let servo: KindServo
  /// The detector of the axis' error in a simulated rig.
  let detector: KindDetector
  /// The keys of a simulated rig that turn the axis' way of the dot against the direction of its error.
  public let rotationKeys: [String]

  /// An axis with these names.
  ///
  /// - Parameters:
  ///   - shortName: a name for a narrow column; nil for `name`.
  ///   - errorName: the name of the error; nil for `name`.
  ///   - rotationKeys: the keys that turn the axis' way of the dot against the direction of its error.
  init(
    _ name: String?, shortName: String? = nil, place: String?, errorName: String? = nil, servo: KindServo = .common,
    detector: KindDetector = .common, rotationKeys: [String] = []
  ) {
    self.name = name
    self.shortName = shortName ?? name
    self.place = place
    self.errorName = errorName ?? name
    self.servo = servo
    self.detector = detector
    self.rotationKeys = rotationKeys
  }

  /// The only axis of a rig, which needs no name.
  static let only = RigAxis(nil, place: nil)

  /// The axis that turns the laser up and down, of a rig that also turns it to the sides.
  static func tilt(rotationKeys: [String] = []) -> RigAxis {
    RigAxis("tilt", place: "height", rotationKeys: rotationKeys)
  }

  /// The axis that turns the laser to the sides, with its servo.
  static func pan(servo: KindServo = .common, rotationKeys: [String] = []) -> RigAxis {
    RigAxis("pan", place: "across", servo: servo, rotationKeys: rotationKeys)
  }
}

/// The servo of an axis: its keys and its settings.
struct KindServo: Sendable {
  /// The section of its keys, such as `rig.servo`.
  let path: String
  let settings: @Sendable (RigSettings) -> ServoSettings

  /// The keys that decide which way the beam can point.
  var reachKeys: [String] {
    ["travelFrom", "travelTo", "preset", "offset", "reversed"].map { name in "\(path).\(name)" }
  }

  /// The servo that axes have in common.
  static let common = KindServo(path: "rig.servo") { rig in rig.servo }
}

/// The largest error that a simulated detector reports, and the key that sets it.
public struct ReportLimit: Sendable, Equatable {
  /// The limit in cm, above 0.
  public let centimeters: Double
  /// The path of the key.
  public let key: String
}

/// The detector of an axis: the limit of its reports.
struct KindDetector: Sendable {
  /// The limit that only this detector has.
  private let own: Parameter<Double?>?

  /// A detector with the limit `own` of its own; nil for one that has only the limit of all.
  init(own: Parameter<Double?>?) {
    self.own = own
  }

  /// The limit in a rig with the settings `rig`: the detector's own, or else that of all; nil without a limit.
  func limit(_ rig: RigSettings) -> ReportLimit? {
    if let own, let limit = rig.own[own] { return ReportLimit(centimeters: limit, key: "rig.\(own.name)") }
    return rig.sensor.saturation.map { limit in
      ReportLimit(centimeters: limit, key: "rig.sensor.\(SensorParameters().saturation.name)")
    }
  }

  /// The detector that axes have in common.
  static let common = KindDetector(own: nil)
}

extension Scenario {
  /// The largest error that the simulated detector of each axis reports; nil for one without a limit. A real rig has
  /// none.
  public var reportLimits: [ReportLimit?] {
    rig.kind.isSimulated ? rig.kind.allAxes.map { axis in axis.detector.limit(rig) } : []
  }
}

extension RigKind {
  /// The axes of a rig of this kind with `count` of them.
  public func axes(_ count: Int) -> [RigAxis] {
    if count == 1 { return [.only] }
    return (0..<count).map { index in
      index < allAxes.count ? allAxes[index] : RigAxis("axis \(index + 1)", place: "axis \(index + 1)")
    }
  }

  /// The number of axes of a simulated rig of the kind; nil for a real one, which has as many as it has servos.
  public var axes: Int? { isSimulated ? allAxes.count : nil }

  /// The greatest number of axes of a rig of any kind.
  static var mostAxes: Int { allCases.map(\.allAxes.count).max() ?? 1 }
}
