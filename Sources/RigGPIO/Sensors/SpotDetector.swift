public import RigCore

/// A detector on one axis that sees the place of the dot: a strip of photodiodes, a position-sensitive detector.
public protocol SpotDetector: AnyObject, Sendable {
  /// Looks once.
  /// - Throws: `PinError` if the detector cannot be read, or sees something other than one dot.
  func look() throws(PinError) -> SpotLook

  /// The light that is seen while the laser is off, in words for people; nil if it is dark, as it should be.
  func ambientLight() throws(PinError) -> String?

  /// The smallest step in which the offset can change; zero if it changes evenly.
  var resolution: Length { get }
}

/// What a detector sees in one look.
public enum SpotLook: Sendable, Equatable {
  /// A dot.
  case dot(SpotSight)
  /// No dot.
  case dark
  /// More light than the detector measures: an input of its converter stands at an end of its range, so the place of
  /// the dot is unknown.
  case clipped
}

/// The dot as a detector sees it.
public struct SpotSight: Sendable, Equatable {
  /// How far the dot is above the target.
  public let offset: Length
  /// False if a part of the dot may be beyond an end of the detector: its middle is then somewhere else.
  public let isWhole: Bool

  /// A dot, or the visible part of it, at `offset`.
  public init(offset: Length, isWhole: Bool) {
    self.offset = offset
    self.isWhole = isWhole
  }
}

extension SpotDetector {
  /// The dot; nil if no dot is in sight, or the detector is clipped.
  /// - Throws: as ``look()``.
  public func sight() throws(PinError) -> SpotSight? {
    guard case .dot(let sight) = try look() else { return nil }
    return sight
  }

  /// How far the dot is above the target; nil if no dot is in sight, or the detector is clipped.
  /// - Throws: as ``look()``.
  public func offset() throws(PinError) -> Length? { try sight()?.offset }
}

/// The detectors of a rig, one an axis, as one sensor.
public struct SpotSensor<let axes: Int>: Sensor, Sendable {
  private let detectors: [any SpotDetector]
  /// The number of readings that were lost because a detector was clipped.
  public private(set) var clippedReadings = 0

  /// The detectors, one an axis.
  public init(_ detectors: [any SpotDetector]) {
    precondition(detectors.count == axes, "each axis has one detector")
    self.detectors = detectors
  }

  /// Reads all detectors; if one of them sees no dot or is clipped, the spot is lost.
  /// - Throws: `PinError` if a detector throws it.
  public mutating func read() throws(PinError) -> Reading<axes> {
    var errors = PerAxis<axes, Length>(repeating: .zero)
    var isLost = false
    var isClipped = false
    for axis in 0..<axes {
      switch try detectors[axis].look() {
      case .dot(let sight): errors[axis] = sight.offset
      case .dark: isLost = true
      case .clipped: isClipped = true
      }
    }
    if isClipped { clippedReadings += 1 }
    return isLost || isClipped ? .spotLost : .error(errors)
  }
}
