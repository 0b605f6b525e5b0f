/// How late the loop in real time wakes up, against cyclictest beside it.
struct WakeUpBenchmark: Benchmark {
  let name = "wakeup"
  let purpose = "how late the loop wakes up at 1 kHz, against cyclictest"

  private let rounds = 11
  private let wakeUps = 3000
  private let microseconds = 1000

  func measure() throws(Obstacle) -> Findings {
    let cyclictest = try Cyclictest()
    let privileges = try Privileges()
    StandardError.write("both with \(privileges.words)\n")
    var loopRounds: [(lateness: Lateness, missed: Int)] = []
    var referenceRounds: [Lateness] = []
    _ = try Stopwatch.rounds(
      rounds,
      of: { () throws(Obstacle) in
        loopRounds.append(try PacedLoop.run(wakeUps: wakeUps, microseconds: microseconds, privileges))
      },
      and: { () throws(Obstacle) in
        referenceRounds.append(try cyclictest.run(wakeUps: wakeUps, microseconds: microseconds, privileges))
      })
    // The first round does not count.
    let loop = loopRounds.dropFirst().map(\.lateness)
    let missed = loopRounds.dropFirst().reduce(0) { sum, round in sum + round.missed }
    let reference = Array(referenceRounds.dropFirst())
    return Findings(
      figures: figures("cyclictest", reference) + figures("the loop", loop) + [
        Figure("slots that the loop missed, of \(loop.count * wakeUps)", Double(missed), "")
      ],
      requirements: [
        Requirement(
          Figure("the loop / cyclictest, median", ratio(loop, reference, \.median), "×"), .atMost(1.2)),
        Requirement(
          Figure("the loop / cyclictest, 99 of 100", ratio(loop, reference, \.percentile99), "×"), .atMost(1.2)),
      ])
  }

  private func figures(_ name: String, _ rounds: [Lateness]) -> [Figure] {
    [
      Figure("\(name), median", rounds.map(\.median).median, "µs"),
      Figure("\(name), 99 of 100 below", rounds.map(\.percentile99).median, "µs"),
      Figure("\(name), greatest", rounds.map(\.greatest).max() ?? .nan, "µs"),
    ]
  }

  /// How many times as late the loop is, in the middle round.
  private func ratio(
    _ loop: [Lateness], _ reference: [Lateness], _ figure: KeyPath<Lateness, Double>
  ) -> Double {
    Comparison(first: loop.map { $0[keyPath: figure] }, second: reference.map { $0[keyPath: figure] }).medianRatio
  }
}
