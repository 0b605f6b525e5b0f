internal import RigCore

/// A rig whose true errors are counted as a trial's record needs them. The controller sees no more of it than of any
/// rig.
struct WatchedRig<let axes: Int, Plant: TruthfulRig>: Rig
where
  Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Errors == PerAxis<axes, Length>
{
  private var rig: Plant
  private let squaredTolerance: Double
  private let half: Int
  private let lastQuarter: Int

  private(set) var readings = 0
  private var firstError = 0.0
  private var lastOutside = 0
  private var beforeInside = 0
  private var isOutsideSoFar = true
  private var thirdSquares = 0.0
  private var lastSquares = 0.0
  private var lateErrors = PerAxis<axes, Double>(repeating: 0)
  private var way = 0.0
  private var slopes = PerAxis<axes, Double>(repeating: 0)

  init(_ rig: Plant, _ judgement: TrialJudgement) {
    self.rig = rig
    squaredTolerance = judgement.tolerance.centimeters * judgement.tolerance.centimeters
    half = judgement.half
    lastQuarter = judgement.lastQuarter
  }

  var travel: Travel<PerAxis<axes, Angle>> { rig.travel }

  @inline(__always)
  mutating func move(to angles: PerAxis<axes, Angle>) { rig.move(to: angles) }

  @inline(__always)
  mutating func read() -> Reading<axes> {
    let reading = rig.read()
    see()
    return reading
  }

  @inline(__always)
  private mutating func see() {
    let seen = rig.trueErrors
    let square = seen?.sumOfSquares ?? .infinity
    let beams = rig.beams
    if readings == 0 {
      firstError = square.squareRoot()
    } else {
      for axis in 0..<axes { way += (beams[axis].slope - slopes[axis]).magnitude }
    }
    for axis in 0..<axes { slopes[axis] = beams[axis].slope }
    // Written so that an error that is no number counts as outside.
    let isOutside = !(square <= squaredTolerance)
    isOutsideSoFar = isOutsideSoFar && isOutside
    if isOutsideSoFar { beforeInside += 1 }
    if isOutside { lastOutside = readings + 1 }
    if readings >= half {
      if readings < lastQuarter { thirdSquares += square } else { lastSquares += square }
      if let seen { for axis in 0..<axes { lateErrors[axis] += seen[axis].centimeters } }
    }
    readings += 1
  }

  /// What is kept of the trial.
  var record: TrialRecord {
    TrialRecord(
      firstError: firstError, lastOutside: lastOutside, beforeInside: beforeInside, thirdQuarter: thirdSquares,
      lastQuarter: lastSquares, lateErrors: lateErrors.sumOfSquares.squareRoot(), travel: way)
  }
}

extension PerAxis where Element == Double {
  fileprivate var sumOfSquares: Double {
    var sum = 0.0
    for axis in 0..<axes { sum += self[axis] * self[axis] }
    return sum
  }
}
