internal import RealModule
internal import RigCore

/// The directions of a gimbal's beam, as vectors to the right, up and ahead, from the slopes of its two angles.
///
/// The length of a direction does not matter: it is divided by the cosines of both angles, so that the slopes need no
/// trigonometric function. So an angle beyond ±90° has no direction here.
struct Gimbal: Sendable, Equatable {
  private let sine: Double
  private let cosine: Double

  /// A gimbal whose tilt axis is `crossing` off a right angle to its pan axis.
  init(crossing: Angle) {
    sine = .sin(crossing.radians)
    cosine = .cos(crossing.radians)
  }

  /// The direction of the beam with the slopes `tilt` and `pan`.
  func direction(tilt: Double, pan: Double) -> SIMD3<Double> {
    // Tilted: (-tilt·sine, tilt·cosine, 1). Panned, that is turned about the vertical, and divided by cos(pan):
    SIMD3(pan - tilt * sine, tilt * cosine * (1 + pan * pan).squareRoot(), 1 + tilt * pan * sine)
  }

  /// The change of the direction with the slope of tilt, and with that of pan.
  func derivatives(tilt: Double, pan: Double) -> (tilt: SIMD3<Double>, pan: SIMD3<Double>) {
    let secant = (1 + pan * pan).squareRoot()
    return (
      SIMD3(-sine, cosine * secant, pan * sine), SIMD3(1, tilt * cosine * pan / secant, tilt * sine)
    )
  }

  /// The slopes at which the beam points from the laser to `point`; nil if the gimbal cannot point there.
  func slopes(toward point: SIMD3<Double>) -> (tilt: Double, pan: Double)? {
    let level = point.x * point.x + point.z * point.z
    // The height of the direction is sin(tilt)·cosine of its length, whatever the pan.
    let square = level * cosine * cosine - point.y * point.y * sine * sine
    guard point.z > 0, square > 0 else { return nil }
    let tilt = point.y / square.squareRoot()
    // The pan is the bearing of the point less the bearing that the crossing gives the tilted beam.
    let bearing = point.x / point.z
    let own = -tilt * sine
    guard 1 + bearing * own > 0 else { return nil }
    return (tilt, (bearing - own) / (1 + bearing * own))
  }
}
