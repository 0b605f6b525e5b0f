/// The latest moves, each of which followed the one before too soon for a late answer to that: where they began, and
/// when the dot began to answer them.
@usableFromInline
struct MovesSinceRest<let axes: Int>: Sendable {
  /// The place where the horn was before the first of them, in units of command.
  @usableFromInline
  let place: PerAxis<axes, Double>
  /// The error there, in cm.
  @usableFromInline
  let error: PerAxis<axes, Double>
  /// The number of readings since the moves together were long enough to be made at all.
  @usableFromInline
  var readings = 0
  /// The number of readings up to the one from which on they differ from that error; 0 if they do not.
  @usableFromInline
  var onset = 0

  @inlinable
  init(from place: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) {
    self.place = place
    self.error = error
  }

  /// Counts a reading, which differs from the error before the moves by more than noise explains if `isAnswer`. A single
  /// one that does may be an outlier; after two the dot has begun to answer, and may come by that error again. A reading
  /// does not count if dead band and play may have swallowed the moves, and it is no answer.
  @inlinable
  mutating func take(isAnswer: Bool, isSwallowed: Bool) {
    if readings == 0, isSwallowed, !isAnswer { return }
    readings += 1
    if onset > 0, readings > onset + 1 { return }
    if !isAnswer {
      onset = 0
    } else if onset == 0 {
      onset = readings
    }
  }

  /// The response that the way of the dot tells, if it has come to rest at the error `level` and the horn at `horn`: no
  /// late answer falsifies it. `noise` is the variance of an error. Nil if it is not plausible. One axis only.
  @inlinable
  func response(
    to level: PerAxis<axes, Double>, at horn: PerAxis<axes, Double>, noise: Double, plausible: PlausibleDistance
  ) -> KnownResponse<axes>? {
    let turned = horn[0] - place[0]
    guard axes == 1, turned != 0 else { return nil }
    let distance = (level[0] - error[0]) / turned
    guard distance.magnitude > plausible.nearest.centimeters, distance.magnitude < plausible.farthest.centimeters
    else { return nil }
    // The rest before may not have been a complete one.
    let doubt = Self.doubtOfRest * distance
    return KnownResponse(
      response: SquareMatrix(diagonal: distance), variance: 2 * noise / (turned * turned) + doubt * doubt)
  }

  /// The uncertainty of a response between two rests, as a share of it.
  @inlinable
  static var doubtOfRest: Double { 0.05 }
}

/// A response that is known where everything else has to be found anew.
@usableFromInline
struct KnownResponse<let axes: Int>: Sendable {
  /// The response, in cm for each unit of command.
  @usableFromInline
  let response: SquareMatrix<axes>
  /// The variance of an element of it.
  @usableFromInline
  let variance: Double

  @inlinable
  init(response: SquareMatrix<axes>, variance: Double) {
    self.response = response
    self.variance = variance
  }
}
