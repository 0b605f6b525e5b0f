import Foundation
import Testing

/// The JSON of a run, with every key that is promised.
struct Report: Decodable {
  struct Step: Decodable {
    let index: Int
    let timeSeconds: Double
    let angleDegrees: Double
    let errorCentimeters: Double?
    let gradientCentimeters: Double?
    let costSquareCentimeters: Double?
    let probing: Bool
  }

  struct SignCheck: Decodable {
    let readingCount: Int
    let reversed: Bool
    let responseCentimetersPerSlope: Double
    let standardErrorCentimetersPerSlope: Double
  }

  struct Truth: Decodable {
    let distanceCentimeters: Double
    let targetCentimeters: Double
  }

  let schemaVersion: Int
  let seed: UInt64
  let outcome: String
  let reason: String
  let stepCount: Int
  let finalErrorCentimeters: Double?
  let finalCostSquareCentimeters: Double?
  let signCheck: SignCheck?
  let rateHalvings: Int
  let saturatedReadings: Int?
  let truth: Truth
  let steps: [Step]

  init(_ text: String) throws {
    self = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
  }
}
