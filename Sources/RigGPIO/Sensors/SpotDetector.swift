public import RigCore

/// A detector on one axis that sees the place of the dot: a strip of photodiodes, a position-sensitive detector.
public protocol SpotDetector: AnyObject, Sendable {
  /// Looks once.
  /// - Throws: `PinError` if the detector cannot be read, or sees something other than one dot.
  func look() throws(PinError) -> SpotLook

  /// Measures the light of other sources. The laser is off meanwhile, and has been for long enough that none of its
  /// light is left. A detector that ``subtractsAmbientLight`` does so from now on.
  /// - Parameter pause: lets some time pass before another sample; false if there is no time for more than two.
  /// - Throws: `PinError.ambientLight` if there is too much of it, or `PinError` if the detector cannot be read.
  func measureDark(pause: () -> Bool) throws(PinError)

  /// True if light of other sources is subtracted, so that it has to be measured again when it may have changed.
  var subtractsAmbientLight: Bool { get }

  /// The light of other sources that is subtracted; nil if none was measured.
  var ambientLight: AmbientLight? { get }

  /// The smallest step in which the offset can change; zero if it changes evenly.
  var resolution: Length { get }
}

/// The result of one look of a detector.
public enum SpotLook: Sendable, Equatable {
  /// A dot.
  case dot(SpotSight)
  /// No dot.
  case dark
  /// More light than the detector measures: an input of its converter stands at an end of its range, so the place of
  /// the dot is unknown.
  case clipped
  /// Light that other sources could have made as well as the laser, for all that their measured light varies.
  case outshone
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
  public var subtractsAmbientLight: Bool { false }
  public var ambientLight: AmbientLight? { nil }

  /// Measures the light of other sources as ``measureDark(pause:)``, with pauses of 1 ms on `clock`, for 20 ms: that is a
  /// period of the mains. A slow converter takes longer for two samples, and a watchdog would not wait for many.
  /// - Throws: as ``measureDark(pause:)``.
  func measureDark(clock: inout some MonotonicClock) throws(PinError) {
    let end = clock.nanoseconds() + 20_000_000
    try measureDark {
      clock.sleep(untilNanoseconds: clock.nanoseconds() + 1_000_000)
      return clock.nanoseconds() < end
    }
  }

  /// The dot; nil if no dot is seen for sure.
  /// - Throws: as ``look()``.
  public func sight() throws(PinError) -> SpotSight? {
    guard case .dot(let sight) = try look() else { return nil }
    return sight
  }

  /// How far the dot is above the target; nil if no dot is seen for sure.
  /// - Throws: as ``look()``.
  public func offset() throws(PinError) -> Length? { try sight()?.offset }
}

/// The detectors of a rig, one an axis, as one sensor.
public struct SpotSensor<let axes: Int>: Sensor, Sendable {
  private let detectors: [any SpotDetector]
  /// The number of readings that were lost because a detector was clipped.
  public private(set) var clippedReadings = 0
  /// The number of readings that were lost because light of other sources outshone the dot.
  public private(set) var outshoneReadings = 0

  /// The detectors, one an axis.
  public init(_ detectors: [any SpotDetector]) {
    precondition(detectors.count == axes, "each axis has one detector")
    self.detectors = detectors
  }

  /// Reads all detectors; if one of them sees no dot for sure, the spot is lost.
  /// - Throws: `PinError` if a detector throws it.
  public mutating func read() throws(PinError) -> Reading<axes> {
    var errors = PerAxis<axes, Length>(repeating: .zero)
    var isLost = false
    var isClipped = false
    var isOutshone = false
    for axis in 0..<axes {
      switch try detectors[axis].look() {
      case .dot(let sight): errors[axis] = sight.offset
      case .dark: isLost = true
      case .clipped: isClipped = true
      case .outshone: isOutshone = true
      }
    }
    if isClipped { clippedReadings += 1 }
    if isOutshone { outshoneReadings += 1 }
    return isLost || isClipped || isOutshone ? .spotLost : .error(errors)
  }
}
