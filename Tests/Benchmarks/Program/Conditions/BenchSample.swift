/// Which conditions of a bench are tried, and on which rigs.
struct BenchSample: Sendable {
  /// The number of rigs under each condition.
  let rigs: Int
  /// The seed of the first rig; each further rig has the next one.
  let firstSeed: UInt64
  /// A part of the names of the conditions that are tried; nil for all.
  let only: String?

  /// The seed of the rig with `number`, from 0 on: the same for every rule and condition.
  func seed(ofRig number: Int) -> UInt64 { firstSeed &+ UInt64(number) }

  /// The same sample of at most `most` rigs; nil for any number.
  func limited(to most: Int?) -> BenchSample {
    BenchSample(rigs: min(rigs, most ?? rigs), firstSeed: firstSeed, only: only)
  }

  /// Those of `conditions` that are tried.
  func selected(_ conditions: [BenchCondition]) -> [BenchCondition] {
    guard let only else { return conditions }
    return conditions.filter { condition in condition.name.contains(only) }
  }
}

/// A sample as the command line asks for it, which may leave the number of rigs to each benchmark.
struct BenchSampleOptions {
  /// The number of rigs under each condition; nil for the benchmark's own.
  var rigs: Int?
  var firstSeed: UInt64 = 1
  var only: String?

  /// The sample, with `rigs` rigs under each condition if the command line names no number.
  func sample(ofRigs rigs: Int) -> BenchSample {
    BenchSample(rigs: self.rigs ?? rigs, firstSeed: firstSeed, only: only)
  }
}
