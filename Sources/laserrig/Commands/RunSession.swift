internal import RigReports
internal import RigScenario

/// One run from its scenario to its exit code.
struct RunSession {
  private let scenario: Scenario
  private let name: String
  private let terminal: Terminal
  private let takesOver: Bool
  private let loaded: LoadedScenario
  private let isForced: Bool

  /// A run of `loaded`; a real rig takes servos' outputs from other programs if `takesOver`, and with `isForced` the
  /// picture may take the place of any file.
  init(_ loaded: LoadedScenario, terminal: Terminal, takesOver: Bool, isForced: Bool) {
    scenario = loaded.scenario
    name = loaded.path ?? Scenario.firstLookName
    self.terminal = terminal
    self.takesOver = takesOver
    self.loaded = loaded
    self.isForced = isForced
  }

  /// Runs the loop, reports on it, draws it.
  /// - Throws: a `Failure` if the rig failed, or if the report or the picture could not be written.
  func run() throws(Failure) -> ExitStatus {
    try checkPicture()
    let reporter = RunReporter(scenario, name: name, terminal: terminal)
    for warning in scenario.warnings { StandardError.warn(warning) }
    Signals.install(for: scenario.rig.kind.isSimulated ? .simulated : .realRig)
    return try reporter.end(driver.run(reporter))
  }

  private func checkPicture() throws(Failure) {
    guard let plot = scenario.output.plot else { return }
    let origin = loaded.plotOrigin ?? .commandLine("run")
    var key: String? = "output.plot"
    if case .commandLine("--plot") = origin { key = nil }
    let picture = NamedFiles([.init(origin, key: key, .picture, plot)], isForced: isForced)
    try picture.check(keeping: .scenario(loaded.path))
  }

  private var driver: any RunDriver {
    if scenario.rig.kind.isSimulated { SimulatedRun(scenario) } else { PinRun(scenario, takesOver: takesOver) }
  }
}

/// The driver of one kind of rig through a run; it knows nothing of how the run is reported.
protocol RunDriver {
  /// Begins the report, drives the rig to the end of the run and leaves it at rest.
  /// - Throws: a `Failure` only before the report has begun, if there is no rig to drive. Later failures become the
  ///   result's ending.
  func run(_ reporter: RunReporter) throws(Failure) -> RunResult
}
