import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import RigTheory

extension LinearLoop {
  /// The true errors, in cm, of `steps` steps of the simulated loop: readings with `noise` cm, the dot `start` cm above
  /// the target to begin with.
  func simulatedErrors(_ steps: Int, noise: Double = 0, start: Double = 0, seed: UInt64 = 1) -> [Double] {
    let sensor = SensorModel(
      DeadTime(steps: deadTime), GaussianNoise(standardDeviation: .centimeters(noise)))
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .zero)),
      servo: laggingServo(ServoModel()), sensor: sensor)
    let angle = Angle(slope: start / wallDistance)
    let rig = SimulatedRig(model, seed: RandomSeed(seed), start: angle)
    return errors(of: rig, start: angle, steps: steps)
  }

  /// The true error in cm after many steps behind a target that moves on by `drift` cm at each step.
  func finalError(behindDrift drift: Double) -> Double {
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(wallDistance)),
        target: Trajectory(start: .zero, driftPerStep: .centimeters(drift))),
      servo: laggingServo(ServoModel()), sensor: SensorModel(DeadTime(steps: deadTime)))
    return errors(of: SimulatedRig(model, seed: RandomSeed(1)), start: .zero, steps: 1000).last ?? .nan
  }

  /// `servo` with the lag that makes the loop's pole.
  func laggingServo(_ servo: ServoModel) -> ServoModel {
    guard servoPole > 0 else { return servo }
    var servo = servo
    servo.motor.lagSeconds = -0.1 / log(servoPole)
    return servo
  }

  private func errors(of rig: SimulatedRig, start: Angle, steps: Int) -> [Double] {
    func run<Rule: UpdateRule>(_ rule: Rule) -> [Double]
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      trueErrors(of: rig, under: rule, start: start, settings: .exactly(steps))
    }
    return run(rule)
  }

  /// Commands and true errors, in cm, of the last half of `steps` steps with a `servo`, towards a `target` in cm.
  func swing(_ servo: ServoModel, target: Double, start: Double, steps: Int) -> (commands: [Double], errors: [Double]) {
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .centimeters(target))),
      servo: laggingServo(servo), sensor: SensorModel(DeadTime(steps: deadTime)))
    let angle = Angle(slope: start / wallDistance)
    func run<Rule: UpdateRule>(_ rule: Rule) -> (commands: [Double], errors: [Double])
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      var loop = BareLoop(
        rig: SimulatedRig(model, seed: RandomSeed(1), start: angle), rule: rule, start: PerAxis(angle))
      var found: (commands: [Double], errors: [Double]) = ([], [])
      for step in 0..<steps {
        let command = loop.command[0] * wallDistance
        loop.step()
        guard step >= steps / 2 else { continue }
        found.commands.append(command)
        found.errors.append(loop.rig.truth.error?.centimeters ?? .nan)
      }
      return found
    }
    return run(rule)
  }

  /// A loop drawn by `draws`: dead time up to `longest` steps, any inertia, every other one with a servo that lags, its
  /// gain a share of the edge drawn from `shares`.
  static func drawn(
    by draws: inout SeededDraws, longest: Int = 8, shares: ClosedRange<Double> = 0.02...0.98
  ) -> LinearLoop {
    let deadTime = Int(draws.uniform(0...Double(longest) + 0.999))
    let momentum = draws.uniform(0...0.95)
    let inertia: Inertia =
      switch Int(draws.uniform(0...2.999)) {
      case 0: .none
      case 1: .heavyBall(momentum)
      default: .lookAhead(momentum)
      }
    let servoPole = draws.coin() ? draws.uniform(0...0.95) : 0
    let loop = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia, servoPole: servoPole)
    return loop.with(gain: draws.uniform(shares) * loop.edge)
  }
}

/// How far a series is from what was expected, in standard errors of its mean.
func standardErrors(of values: [Double], from expected: Double) -> Double {
  let statistics = Statistics(values)
  return abs(statistics.mean - expected) / statistics.standardErrorOfMean()
}

/// The amplitude of the sine in `values` that swings once in `period` steps.
func fundamental(of values: [Double], period: Double) -> Double {
  let whole = Int(Double(values.count) / period)
  let count = Int((Double(whole) * period).rounded())
  let mean = values.prefix(count).reduce(0, +) / Double(count)
  var (cosine, sine) = (0.0, 0.0)
  for (step, value) in values.prefix(count).enumerated() {
    cosine += (value - mean) * cos(2 * .pi * Double(step) / period)
    sine += (value - mean) * sin(2 * .pi * Double(step) / period)
  }
  return 2 * hypot(cosine, sine) / Double(count)
}

/// How many steps `values` take from one upward passage of their mean to the next, on average.
func period(of values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  let passages = values.indices.dropFirst().filter { step in values[step - 1] < mean && values[step] >= mean }
  guard let first = passages.first, let last = passages.last, last > first else { return .nan }
  return Double(last - first) / Double(passages.count - 1)
}
