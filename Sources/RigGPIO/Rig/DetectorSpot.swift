internal import RigCore

/// A position-sensitive detector on one axis of a rig.
final class DetectorSpot: SpotDetector {
  private let detector: PositionDetector

  init(_ detector: consuming PositionDetector) {
    self.detector = detector
  }

  var resolution: Length { .zero }

  func offset() throws(PinError) -> Length? {
    let target = detector.settings.target
    return try height().map { height in height - target }
  }

  func ambientLight() throws(PinError) -> String? {
    guard try height() != nil else { return nil }
    return """
      the detector on \(detector.settings.device) sees more light than its minimum while the laser is off: shade it \
      from other light, or raise the minimum
      """
  }

  private func height() throws(PinError) -> Length? {
    do throws(IIOError) {
      return try detector.height()
    } catch {
      throw .converter(error)
    }
  }
}
