internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigSimulation
internal import RigTrials

/// One comparison from its plan to its exit code.
struct CompareSession {
  private let plan: ComparePlan
  private let output = StandardOutput()
  private let report: any CompareReport

  init(_ plan: ComparePlan, terminal: Terminal) {
    self.plan = plan
    report =
      switch plan.format {
      case .table: CompareTable(output, terminal: terminal)
      case .json: CompareJSON(output)
      case .csv: CompareCSV(output)
      }
  }

  /// Lets every rule steer every rig and reports on it.
  /// - Throws: a `Failure` if there is nothing to compare, or if the report could not be written.
  func run() throws(Failure) -> ExitStatus {
    Signals.install(for: .simulated)
    let rigs = self.rigs
    guard rigs.count > 0 || Signals.stop != nil else {
      throw Failure(
        plan.isFromFile ? .configuration : .usage,
        """
        compare: on none of the rigs is the target in the servo's reach: bring rig.target nearer, or widen \
        rig.servo.travelFrom and travelTo
        """)
    }
    var results = CompareResults(plan: plan, rigs: rigs)
    report.begin(results)
    output.flush()
    var progress = CompareProgress(of: plan.noises.count * (plan.entrants.count + 1))
    for noise in plan.noises where Signals.stop == nil && output.isOpen {
      let level = level(noise: noise, &progress)
      progress.clear()
      guard !level.rows.isEmpty else { break }
      results.levels.append(level)
      report.add(level, to: results)
      output.flush()
    }
    // A signal after the last rule has stopped nothing.
    if results.levels.count < plan.noises.count || results.levels.last?.isFinished != true {
      results.stop = Signals.stop
    }
    // The report is ended even if the picture fails: half a report cannot be read.
    let pictureFailure = draw(results)
    report.end(results)
    if let plot = plan.plot, pictureFailure == nil { report.point(to: plot) }
    try output.close()
    if let pictureFailure { throw pictureFailure }
    return results.stop.map { cause in ExitStatus(Outcome.stopped(cause)) } ?? .success
  }

  private func draw(_ results: CompareResults) -> Failure? {
    guard let plot = plan.plot else { return nil }
    do throws(Failure) {
      try OutputFile.write(ComparePicture(results).svg, to: plot, until: { Signals.stop != nil })
      return nil
    } catch {
      return error
    }
  }

  private func level(noise: Double, _ progress: inout CompareProgress) -> ComparedLevel {
    let comparison = comparison(noise: noise)
    let scenario = scenario(noise: noise)
    let course = course(of: scenario)
    var level = ComparedLevel(noise: noise, tolerance: comparison.tolerance.centimeters)
    func measure(_ contestant: Contestant<1>) -> Performance? {
      progress.begin("noise \(noise.formatted(significantDigits: 6)) cm: \(contestant.name)")
      return comparison.measure(contestant, on: course, isStopped: { Signals.stop != nil })
    }
    for entrant in plan.entrants {
      guard let performance = measure(entrant.contestant(in: scenario)) else { return level }
      level.rows.append(ComparedRow(entrant: entrant, performance: performance))
    }
    if plan.scenario.rig.sensor.reports == .error {
      level.bound = measure(.bound)
      level.isFinished = level.bound != nil
    } else {
      level.isFinished = true
    }
    return level
  }

  private func comparison(noise: Double) -> Comparison {
    let noise = Length.centimeters(noise)
    return Comparison(
      rigs: plan.rigs, readings: plan.readings, tolerance: plan.tolerance.tolerance(noise: noise),
      hold: plan.scenario.settlingHold,
      overshootFloor: ToleranceChoice.loose.tolerance(noise: noise), seed: plan.seed, threads: plan.threads,
      hasCurves: plan.plot != nil)
  }

  private func scenario(noise: Double) -> Scenario {
    var scenario = plan.scenario
    scenario.rig.sensor.noise = noise
    scenario.loop.tolerance = plan.tolerance.tolerance(noise: .centimeters(noise)).centimeters
    return scenario
  }

  private func course(of scenario: Scenario) -> Course<SimulatedRig> {
    Course(loop: scenario.loopSettings, plants: scenario.simulatedRigs)
  }

  private var rigs: ComparedRigs {
    let comparison = comparison(noise: 0)
    var distances: [Double] = []
    for rig in comparison.rigsInReach(of: course(of: plan.scenario)) {
      if Signals.stop != nil { break }
      distances.append(rig.distance.centimeters)
    }
    return ComparedRigs(
      count: distances.count, distances: distances.sorted(), arePlain: plan.scenario.rigModel.isIdeal)
  }
}
