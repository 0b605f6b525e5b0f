import RigSimulation

/// That a step neither asks for memory nor counts references, whatever the rule, the rig and the number of axes.
struct AllocationBenchmark: Benchmark {
  let name = "allocations"
  let purpose = "heap allocations and reference counts of a million steps"

  private let shortRun = 1000
  private let longRun = 1_001_000

  func measure() throws(Obstacle) -> Findings {
    var findings = Findings()
    // Made before references are counted.
    _ = (RigModel.everything, PanTiltModel.everything, BeamWalkModel.everything)
    findings.requirements += Activity { Tokens.makeAndShare(1000) }
      .requirements("control, 1000 shared objects", .atLeast(1000))
    for subject in Subject.all {
      // Not counted: the presets of servos are made at the first use, of strings, and the runtime of Swift 6.3 crashes
      // where its hooks meet a short string.
      _ = subject.updates(shortRun)
      _ = try activity(of: subject, steps: shortRun)
      let short = try activity(of: subject, steps: shortRun)
      let long = try activity(of: subject, steps: longRun)
      let million = Activity(
        allocations: long.allocations - short.allocations, references: long.references - short.references)
      findings.requirements +=
        subject.isSharedByThreads
        ? [million.allocationRequirement(subject.name, .exactly(0))]
        : million.requirements(subject.name, .exactly(0))
    }
    return findings
  }

  private func activity(of subject: Subject, steps: Int) throws(Obstacle) -> Activity {
    var updates = 0
    let activity = Activity(isSharedByThreads: subject.isSharedByThreads) { updates = subject.updates(steps) }
    if updates != steps { throw Obstacle(reason: "\(subject.name): ended after \(updates) of \(steps) steps") }
    return activity
  }
}
