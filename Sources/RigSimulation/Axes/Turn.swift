internal import RealModule
internal import RigCore

/// A turn in the plane of height and place across, by which one pair of axes stands against another.
struct Turn: Sendable, Equatable {
  private let cosine: Double
  private let sine: Double

  /// A turn that takes the height axis towards the axis across by `angle`.
  init(_ angle: Angle) {
    cosine = .cos(angle.radians)
    sine = .sin(angle.radians)
  }

  /// The vector that has the components `vector` in axes turned by this, in the axes that those were turned from.
  func out(_ vector: PlaneVector) -> PlaneVector {
    PlaneVector(cosine * vector.height - sine * vector.across, sine * vector.height + cosine * vector.across)
  }

  /// The components of `vector` in axes turned by this.
  func into(_ vector: PlaneVector) -> PlaneVector {
    PlaneVector(cosine * vector.height + sine * vector.across, cosine * vector.across - sine * vector.height)
  }
}
