internal import RigCore

/// Two numbers for the two directions of a plane before the beam: lengths in cm, slopes, angles in radians.
struct PlaneVector: Sendable, Equatable {
  var height: Double
  var across: Double

  init(_ height: Double, _ across: Double) {
    self.height = height
    self.across = across
  }

  static func + (left: PlaneVector, right: PlaneVector) -> PlaneVector {
    PlaneVector(left.height + right.height, left.across + right.across)
  }
  static func - (left: PlaneVector, right: PlaneVector) -> PlaneVector {
    PlaneVector(left.height - right.height, left.across - right.across)
  }
  static func * (factor: Double, plane: PlaneVector) -> PlaneVector {
    PlaneVector(factor * plane.height, factor * plane.across)
  }
}

extension PerAxis where axes == 2 {
  /// The values of both axes.
  init(_ first: Element, _ second: Element) {
    self.init { axis in axis == 0 ? first : second }
  }
}
