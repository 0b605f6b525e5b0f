internal import RigCore
internal import RigSimulation

/// The rigs of 32 trials: the figures of the loop that follow from the distance and the target of each.
struct LaneRigs: Sendable {
  /// The loop gain.
  var gain: FloatLanes
  /// The share of the error that remains after a move without noise: 1 less the gain.
  var remainder: FloatLanes
  /// The true error at the first reading, in cm.
  var start: FloatLanes
  /// The error with the servo at the lower and at the upper end of its travel, in cm.
  var low: FloatLanes
  var high: FloatLanes
  /// The turn of the slope for each centimetre of the dot's way.
  var slopePerCentimeter: FloatLanes
  /// The geometry by which the dot of each trial moves with the beam; empty if no dot is ever searched for.
  private var walls: [LaneWall]
  /// The ends of the travel, in radians.
  private let lowest: Double
  private let highest: Double

  /// All 32 rigs are `rig`.
  init(_ rig: SimulatedRig, _ loop: LaneLoop) {
    let place = Place(rig, correction: loop.correction)
    gain = FloatLanes(repeating: place.gain)
    remainder = FloatLanes(repeating: place.remainder)
    start = FloatLanes(repeating: place.start)
    low = FloatLanes(repeating: place.low)
    high = FloatLanes(repeating: place.high)
    slopePerCentimeter = FloatLanes(repeating: place.slopePerCentimeter)
    walls = loop.dropouts > 0 ? Array(repeating: place.wall, count: FloatLanes.count) : []
    (lowest, highest) = place.travel
  }

  /// The rigs that `rig` returns for the trials' numbers in the block.
  init(_ loop: LaneLoop, _ rig: (Int) -> SimulatedRig) {
    gain = .zero
    remainder = .zero
    start = .zero
    low = .zero
    high = .zero
    slopePerCentimeter = .zero
    let first = Place(rig(0), correction: loop.correction)
    walls = loop.dropouts > 0 ? Array(repeating: first.wall, count: FloatLanes.count) : []
    (lowest, highest) = first.travel
    for lane in 0..<FloatLanes.count {
      let place = lane == 0 ? first : Place(rig(lane), correction: loop.correction)
      gain[lane] = place.gain
      remainder[lane] = place.remainder
      start[lane] = place.start
      low[lane] = place.low
      high[lane] = place.high
      slopePerCentimeter[lane] = place.slopePerCentimeter
      if loop.dropouts > 0 { walls[lane] = place.wall }
    }
  }

  /// The error in `lane` after a turn of the beam by `offset` radians from the place at which the error is `sighting`,
  /// within the travel.
  func error(in lane: Int, turnedBy offset: Double, from sighting: Float) -> Float {
    let wall = walls[lane]
    let wish = Angle(slope: (Double(sighting) - wall.straightAhead) / wall.distance).radians + offset
    if wish <= lowest { return low[lane] }
    return wish >= highest ? high[lane] : Float(Angle(radians: wish).slope * wall.distance + wall.straightAhead)
  }

  private struct Place {
    let gain: Float
    let remainder: Float
    let start: Float
    let low: Float
    let high: Float
    let slopePerCentimeter: Float
    let wall: LaneWall
    let travel: (lowest: Double, highest: Double)

    init(_ rig: SimulatedRig, correction: Double) {
      let truth = rig.truth
      let distance = rig.distance.centimeters
      let laserHeight = rig.laserHeight.centimeters
      let travel = rig.travel
      wall = LaneWall(
        distance: distance, straightAhead: laserHeight - truth.target.centimeters)
      self.travel = (Angle(slope: travel.lower[0].slope).radians, Angle(slope: travel.upper[0].slope).radians)
      func error(_ slope: Double) -> Double {
        distance * slope + laserHeight - truth.target.centimeters
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

/// The wall of one trial, in cm.
private struct LaneWall {
  let distance: Double
  /// The error with the beam straight ahead.
  let straightAhead: Double
}
