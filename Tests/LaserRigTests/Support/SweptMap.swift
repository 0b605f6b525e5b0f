import Foundation
import RigTestSupport
import Testing

/// The JSON of a sweep, with every key that is promised.
struct SweptMap: Decodable {
  struct Axis: Decodable {
    let key: String
    let unit: String
    let values: [Double]
  }

  struct Cell: Decodable {
    let cell: Int
    let x: Double
    let y: Double
    let settledShare: Double
    let settledLower: Double
    let settledUpper: Double
    let medianSettlingReadings: Int?
    let settling95Readings: Int?
    let steadyErrorCentimeters: Double?
    let steadyErrorUncertaintyCentimeters: Double?
    let divergedShare: Double
    let limitCycleShare: Double
    let totalVariation: Double?
    let reachedShare: Double
    let meanFirstHitReadings: Double?
    let outOfReachShare: Double
    let engine: String
  }

  let schemaVersion: Int
  let scenario: String
  let seed: UInt64
  let trials: Int
  let steps: Int
  let randomNumbers: String
  let version: String
  let arithmetic: String
  let processor: String
  let mathematics: String
  let search: String?
  let shard: String?
  let x: Axis
  let y: Axis
  let cells: [Cell]
  let hash: String
  let stopped: Bool
}

extension SweptMap {
  /// What `laserrig sweep` makes with these arguments and the seed 1.
  static func of(_ arguments: String...) throws -> SweptMap { try of(arguments) }

  /// What `laserrig sweep` makes with these arguments and the seed 1.
  static func of(_ arguments: [String]) throws -> SweptMap {
    let found = try Program.run(["sweep", "--seed", "1", "--format", "json"] + arguments)
    #expect(found.status == 0 && found.errors == "", "\(arguments): \(found.errors)")
    return try JSONDecoder().decode(SweptMap.self, from: Data(found.output.utf8))
  }
}

/// A small map, as arguments of `laserrig`.
enum SmallMap {
  static let axes = ["--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0..1:3"]
  static let arguments = ["sweep", "--seed", "1", "--trials", "40", "--steps", "60"] + axes
}
