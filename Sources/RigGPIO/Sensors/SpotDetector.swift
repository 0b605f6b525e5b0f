public import RigCore

/// A detector on one axis that sees the place of the dot: a strip of photodiodes, a position-sensitive detector.
public protocol SpotDetector: AnyObject, Sendable {
  /// How far the dot is above the target; nil if there is no dot in sight.
  /// - Throws: `PinError` if the detector cannot be read, or sees something other than one dot.
  func offset() throws(PinError) -> Length?

  /// The offset of the dot as ``offset()``, and whether the whole dot was seen: a dot that reaches an end of the
  /// detector may lie half beyond it, and its middle is then somewhere else. By default every dot counts as whole.
  /// - Throws: as ``offset()``.
  func sight() throws(PinError) -> SpotSight?

  /// The light that is seen while the laser is off, in words for people; nil if it is dark, as it should be.
  func ambientLight() throws(PinError) -> String?

  /// The smallest step in which the offset can change; zero if it changes evenly.
  var resolution: Length { get }
}

/// The dot as a detector sees it.
public struct SpotSight: Sendable, Equatable {
  /// How far the dot is above the target.
  public let offset: Length
  /// False if a part of the dot may be beyond an end of the detector.
  public let isWhole: Bool

  /// A dot, or the visible part of it, at `offset`.
  public init(offset: Length, isWhole: Bool) {
    self.offset = offset
    self.isWhole = isWhole
  }
}

extension SpotDetector {
  public func sight() throws(PinError) -> SpotSight? {
    try offset().map { offset in SpotSight(offset: offset, isWhole: true) }
  }
}

/// The detectors of a rig, one an axis, as one sensor.
public struct SpotSensor<let axes: Int>: Sensor, Sendable {
  private let detectors: [any SpotDetector]

  /// The detectors, one an axis.
  public init(_ detectors: [any SpotDetector]) {
    precondition(detectors.count == axes, "each axis has one detector")
    self.detectors = detectors
  }

  /// Reads all detectors; if one of them sees no dot, the spot is lost.
  /// - Throws: `PinError` if a detector throws it.
  public func read() throws(PinError) -> Reading<axes> {
    var errors = PerAxis<axes, Length>(repeating: .zero)
    var isLost = false
    for axis in 0..<axes {
      if let offset = try detectors[axis].offset() { errors[axis] = offset } else { isLost = true }
    }
    return isLost ? .spotLost : .error(errors)
  }
}
