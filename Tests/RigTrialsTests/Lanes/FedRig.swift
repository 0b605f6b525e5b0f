import RigCore
import RigSimulation

@testable import RigTrials

/// A linear rig that is fed with its chance: written down once more and as simply as can be, in double precision.
struct FedRig: SimulatedPlant {
  let distance: Double
  /// The error with the beam straight ahead, in cm.
  let offset: Double
  let travel: Travel<PerAxis<1, Angle>>
  /// The unit of the readings in cm; 0 for none.
  let unit: Double
  let deadTime: Int
  /// What is added to each reading, in cm, and whether it is lost.
  let noise: [Double]
  let isLost: [Bool]
  let restCommand: PerAxis<1, Angle>
  let frameSeconds: Double

  private(set) var errors: [Double] = []
  /// The reports before they were rounded.
  private(set) var reports: [Double] = []
  private var slope: Double

  init(_ rig: SimulatedRig, _ chance: TrialChance) {
    distance = rig.distance.centimeters
    offset = rig.laserHeight.centimeters - rig.truth.target.centimeters
    travel = rig.travel
    unit = rig.model.sensor.rounding.unit.centimeters
    deadTime = rig.model.sensor.deadTime.steps
    noise = chance.normals.map { normal in rig.model.sensor.noise.standardDeviation.centimeters * Double(normal) }
    isLost = chance.shares.map { share in Double(share) < rig.model.sensor.dropouts.probability }
    restCommand = rig.restCommand
    frameSeconds = rig.frameSeconds
    slope = rig.start.slope
  }

  var truth: PlantTruth<1> {
    PlantTruth(
      dots: nil, targets: PerAxis(.zero), errors: errors.last.map { error in PerAxis(.centimeters(error)) },
      beams: PerAxis(Angle(slope: slope)))
  }
  var errorAtNearerEnd: Length? {
    let sizes = [travel.lower[0], travel.upper[0]].map { angle in (distance * angle.slope + offset).magnitude }
    return sizes.min().map(Length.centimeters)
  }

  mutating func move(to angles: PerAxis<1, Angle>) {
    slope = min(max(angles[0].slope, travel.lower[0].slope), travel.upper[0].slope)
  }

  mutating func read() -> Reading<1> {
    let number = errors.count
    errors.append(distance * slope + offset)
    var report = errors[max(0, number - deadTime)] + noise[number]
    reports.append(report)
    if isLost[number] { return .spotLost }
    if unit > 0 { report = (report / unit).rounded() * unit }
    return .error(PerAxis(.centimeters(report)))
  }
}

/// What chance brings one trial of the lanes: a draw and a share for each reading.
struct TrialChance {
  var normals: [Float] = []
  var shares: [Float] = []
}

/// The chance of 32 trials, as a batch of the sweep makes it.
struct BlockChance {
  var normals: [FloatLanes]
  var shares: [FloatLanes]

  init(seed: UInt64, firstTrial: Int, readings: Int) {
    var noise = LaneNormals(LaneGenerator(seed, cell: 0, firstTrial: UInt64(firstTrial), for: .noise))
    var dropouts = LaneGenerator(seed, cell: 0, firstTrial: UInt64(firstTrial), for: .dropout)
    normals = Array(repeating: .zero, count: readings + readings % 2)
    noise.fill(&normals)
    shares = normals.map { _ in dropouts.share() }
  }

  /// The chance that each of 32 rigs will meet, found out with a twin that stands still.
  init(of rigs: [SimulatedRig], readings: Int) {
    normals = Array(repeating: .zero, count: readings)
    shares = Array(repeating: FloatLanes(repeating: 2), count: readings)
    for (lane, rig) in rigs.enumerated() {
      var twin = rig
      let deviation = rig.model.sensor.noise.standardDeviation.centimeters
      for reading in 0..<readings {
        if let error = twin.read().error {
          if deviation > 0 {
            normals[reading][lane] = Float((error[0].centimeters - (twin.trueError?.centimeters ?? .nan)) / deviation)
          }
        } else {
          shares[reading][lane] = 0
        }
      }
    }
  }

  func trial(_ lane: Int) -> TrialChance {
    TrialChance(normals: normals.map { draws in draws[lane] }, shares: shares.map { shares in shares[lane] })
  }

  /// Lets `running` make the readings `range`.
  func advance(_ running: inout LaneTrials, _ range: Range<Int>) {
    normals[range.lowerBound...].withUnsafeBufferPointer { normals in
      shares[range.lowerBound...].withUnsafeBufferPointer { shares in
        running.advance(LaneTrials.Chance(normals: normals, shares: shares), range)
      }
    }
  }
}
