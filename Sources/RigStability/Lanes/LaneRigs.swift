internal import RigCore
internal import RigSimulation

/// The rigs of 32 trials: what the distance and the target of each make of the loop.
struct LaneRigs: Sendable {
  /// The loop gain.
  var gain: FloatLanes
  /// What a move without noise leaves of the error: 1 less the gain.
  var remainder: FloatLanes
  /// The true error at the first reading, in cm.
  var start: FloatLanes
  /// The error with the servo at the lower and at the upper end of its travel, in cm.
  var low: FloatLanes
  var high: FloatLanes
  /// How far the slope turns for each centimetre of the dot's way.
  var slopePerCentimeter: FloatLanes

  /// All 32 rigs are `rig`.
  init(_ rig: SimulatedRig, correction: Double) {
    let place = Place(rig, correction: correction)
    gain = FloatLanes(repeating: place.gain)
    remainder = FloatLanes(repeating: place.remainder)
    start = FloatLanes(repeating: place.start)
    low = FloatLanes(repeating: place.low)
    high = FloatLanes(repeating: place.high)
    slopePerCentimeter = FloatLanes(repeating: place.slopePerCentimeter)
  }

  /// The rig of each trial is what `rig` makes of its number in the block.
  init(correction: Double, _ rig: (Int) -> SimulatedRig) {
    gain = .zero
    remainder = .zero
    start = .zero
    low = .zero
    high = .zero
    slopePerCentimeter = .zero
    for lane in 0..<FloatLanes.count {
      let place = Place(rig(lane), correction: correction)
      gain[lane] = place.gain
      remainder[lane] = place.remainder
      start[lane] = place.start
      low[lane] = place.low
      high[lane] = place.high
      slopePerCentimeter[lane] = place.slopePerCentimeter
    }
  }

  private struct Place {
    let gain: Float
    let remainder: Float
    let start: Float
    let low: Float
    let high: Float
    let slopePerCentimeter: Float

    init(_ rig: SimulatedRig, correction: Double) {
      let truth = rig.truth
      let distance = truth.distance.centimeters
      let travel = rig.travel
      func error(_ slope: Double) -> Double {
        distance * slope + truth.laserHeight.centimeters - truth.target.centimeters
      }
      gain = Float(correction * distance)
      remainder = Float(1 - correction * distance)
      start = Float(error(min(max(rig.start.slope, travel.lower[0].slope), travel.upper[0].slope)))
      low = Float(error(travel.lower[0].slope))
      high = Float(error(travel.upper[0].slope))
      slopePerCentimeter = Float(1 / distance)
    }
  }
}
