import Dispatch
import RigCore
import RigTestSupport
import Synchronization

/// What became of one rig under one rule.
struct Verdict {
  /// After how many readings every later true error was within the tolerance; nil where the last was not.
  let readingsToSettle: Int?
  let leftTravel: Bool
}

/// A rig for a rule, and how to judge it by the truth.
struct JudgedCourse<let axes: Int, Plant: Rig>
where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
  let rig: Plant
  /// How far off a settled dot may be, in cm.
  let tolerance: Double
  /// The size of the true error, in cm.
  let trueError: (borrowing Plant) -> Double
  let beams: (borrowing Plant) -> PerAxis<axes, Angle>

  /// Steers the rig with `rule` for `readings` readings; the settling is counted from the reading `first` on.
  func verdict<Rule: UpdateRule>(of rule: Rule, readings: Int, from first: Int = 0) -> Verdict
  where Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    var loop = BareLoop(rig: rig, rule: rule)
    let travel = rig.travel
    var lastOutside = first
    var leftTravel = false
    for reading in 1...readings {
      loop.step()
      let beams = beams(loop.rig)
      for axis in 0..<axes {
        let isWithin =
          beams[axis].radians >= travel.lower[axis].radians - 1e-9
          && beams[axis].radians <= travel.upper[axis].radians + 1e-9
        if !isWithin { leftTravel = true }
      }
      if reading > first, !(trueError(loop.rig) <= tolerance) { lastOutside = reading }
    }
    return Verdict(readingsToSettle: lastOutside < readings ? lastOutside - first : nil, leftTravel: leftTravel)
  }
}

/// What became of many rigs.
struct Standing {
  let rigs: Int
  let settled: Int
  let median: Int?
  let percentile95: Int?
  let leftTravel: Int

  init(_ verdicts: [Verdict]) {
    rigs = verdicts.count
    let readings = verdicts.map { verdict in verdict.readingsToSettle ?? .max }.sorted()
    settled = readings.prefix { reading in reading < .max }.count
    leftTravel = verdicts.count(where: \.leftTravel)
    func quantile(_ share: Double) -> Int? {
      let value = readings[min(Int((share * Double(readings.count)).rounded(.up)), readings.count) - 1]
      return value == .max ? nil : value
    }
    median = quantile(0.5)
    percentile95 = quantile(0.95)
  }

  var share: Double { Double(settled) / Double(rigs) }

  /// Median and 95 of 100, and the share where it is not all.
  var text: String {
    func words(_ readings: Int?) -> String { readings.map { readings in "\(readings)" } ?? "never" }
    let hundredths = (10_000 * share).rounded(.down) / 100
    return "\(words(median)) / \(words(percentile95)), " + (settled == rigs ? "all" : "\(hundredths) %")
  }
}

/// Work that is cut into numbered pieces.
enum Shared {
  /// The results of `work` for 0 ..< `count`, in that order, whatever the threads.
  static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result?) -> [Result] {
    let chunk = 50
    let chunks = (count + chunk - 1) / chunk
    let done = Mutex<[[Result]]>(Array(repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { number in
      let results = (number * chunk..<min((number + 1) * chunk, count)).compactMap(work)
      done.withLock { done in done[number] = results }
    }
    return done.withLock { done in done.flatMap { results in results } }
  }
}
