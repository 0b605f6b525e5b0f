public import RigCore

/// Something on one axis that sees where the dot is: a strip of photodiodes, a position-sensitive detector.
public protocol SpotDetector: AnyObject, Sendable {
  /// How far the dot is above the target; nil where there is no dot in sight.
  /// - Throws: `PinError` where the detector cannot be read, or sees what cannot be one dot.
  func offset() throws(PinError) -> Length?

  /// As ``offset()``, and whether it is that of the whole dot: one that reaches an end of the detector may be half
  /// beyond it, and then its middle is somewhere else. By itself, a detector takes every dot for whole.
  /// - Throws: as ``offset()``.
  func sight() throws(PinError) -> SpotSight?

  /// What light there is while the laser is off, in words for people; nil where it is dark, as it should be.
  func ambientLight() throws(PinError) -> String?

  /// The smallest step in which the offset can change; zero where it changes evenly.
  var resolution: Length { get }
}

/// What a detector sees of the dot.
public struct SpotSight: Sendable, Equatable {
  /// How far the dot is above the target.
  public let offset: Length
  /// False where a part of the dot may be beyond an end of the detector.
  public let isWhole: Bool

  /// A dot, or what is seen of it, at `offset`.
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

  /// Reads all detectors; where one of them sees no dot, the spot is lost.
  /// - Throws: `PinError` where a detector does.
  public func read() throws(PinError) -> Reading<axes> {
    var errors = PerAxis<axes, Length>(repeating: .zero)
    var isLost = false
    for axis in 0..<axes {
      if let offset = try detectors[axis].offset() { errors[axis] = offset } else { isLost = true }
    }
    return isLost ? .spotLost : .error(errors)
  }
}
