import RigCore
import RigSimulation

@testable import RigTrials

/// What became of one trial.
enum TrialFate: Equatable {
  case settled
  case diverged
  case limitCycle
  /// None of these: the dot wanders with the noise, or is on its way still.
  case unsettled
}

extension TrialJudgement {
  /// The fate of the only trial of `record`.
  func fate<Number: TrialNumber>(of record: TrialRecord<Number>) -> TrialFate where Number.Answer == Bool {
    let fates = fates(of: record, wanted: true)
    switch (fates.settled, fates.diverged, fates.limitCycle) {
    case (true, false, false): return .settled
    case (false, true, false): return .diverged
    case (false, false, true): return .limitCycle
    case (false, false, false): return .unsettled
    default: preconditionFailure("a trial has one fate: \(fates)")
    }
  }
}

extension LoopSettings {
  /// The settings of a control loop that runs for `readings` readings whatever comes.
  func withoutEnd(readings: Int) -> LoopSettings {
    var settings = self
    settings.stepLimit = readings - 1
    settings.settling = nil
    settings.divergence = .never
    return settings
  }
}

extension Trial {
  /// What is kept of the trial by the loop of trials.
  func record(_ judgement: TrialJudgement, _ settings: LoopSettings) -> TrialRecord<Double> {
    guard let found = TrialLoop.run(self, self, readings: judgement.readings, settings, isStopped: { false }) else {
      preconditionFailure("a trial that is not stopped ends")
    }
    return found.0.record
  }

  /// What is kept of the trial by the control loop itself, if nothing but its last reading ends it.
  func recordByControlLoop(_ judgement: TrialJudgement, _ settings: LoopSettings) -> TrialRecord<Double> {
    var loop = ControlLoop(
      rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: rig.restCommand,
      settings: settings.withoutEnd(readings: judgement.readings))
    var sights: [Sight<axes>] = []
    func note(_ rig: borrowing Plant) {
      let errors = rig.trueErrors.map { errors in PerAxis<axes, Double> { axis in errors[axis].centimeters } }
      let beams = rig.beams
      sights.append(
        Sight(errors: errors ?? PerAxis(repeating: .infinity), slopes: PerAxis { axis in beams[axis].slope }))
    }
    _ = loop.run(observing: { _, rig in
      note(rig)
      return .proceed
    })
    // A loop that has given up looking for the dot stays where it is.
    while sights.count < judgement.readings {
      _ = loop.rig.read()
      note(loop.rig)
    }
    var counter = counter
    for first in stride(from: 0, to: sights.count, by: 64) {
      sights[first..<min(first + 64, sights.count)].withUnsafeBufferPointer { block in
        counter.see(UnsafeBufferPointer(rebasing: block[...]))
      }
    }
    return counter.record
  }
}
