import RealModule
import RigCore
import RigSimulation
import RigTrials

/// Rules on pan-tilt rigs and beam walks that are not aligned.
enum SeveralAxesRules {
  private static let seed: UInt64 = 2026

  static func findings(rigs: Int) -> Findings {
    var findings = Findings()
    findings.tables = [
      table(
        """
        Pan-tilt rigs, condition number up to 100: readings to settle within max(0.1 cm, 3σ), median / 95 %, and the \
        share
        """,
        noises: [0, 0.1, 0.5], rigs: rigs, panTilt, plausible(50, 1000), floor: 0.1, least: 0.93, &findings),
      table(
        """
        Beam walks, condition number up to 100: readings to settle within max(0.01 cm, 3σ), median / 95 %, and the share
        """,
        noises: [0, 0.001, 0.01], rigs: rigs, beamWalk, plausible(5, 400), floor: 0.01, least: 0.999, &findings),
    ]
    return findings
  }

  private static func plausible(_ nearest: Double, _ farthest: Double) -> PlausibleDistance {
    PlausibleDistance(nearest: .centimeters(nearest), farthest: .centimeters(farthest))
  }

  /// A random rig, and its Jacobian on the target.
  private struct Drawn<let axes: Int, Plant: Rig>
  where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
    let course: JudgedCourse<axes, Plant>
    let onTarget: SquareMatrix<axes>
  }

  private static func panTilt(_ number: Int, noise: Double, tolerance: Double) -> Drawn<2, PanTiltRig> {
    let seed = RandomSeed(seed, trial: UInt64(number))
    var model = PanTiltModel.random(seed: seed)
    model.sensor.noise = GaussianNoise(standardDeviation: .centimeters(noise))
    let rig = PanTiltRig(model, seed: seed)
    let target = rig.truth.targets
    guard let pose = rig.command(forHeight: target[0], across: target[1]),
      let jacobian = PanTiltRig(model, seed: seed, start: pose).truth.jacobian
    else { preconditionFailure("a random target is in reach") }
    let course = JudgedCourse<2, PanTiltRig>(
      rig: rig, judgement: TrialJudgement(tolerance: tolerance),
      trueError: { rig in rig.truth.errors?.norm.centimeters ?? .infinity },
      beams: { rig in rig.truth.beams })
    return Drawn(course: course, onTarget: jacobian)
  }

  private static func beamWalk(_ number: Int, noise: Double, tolerance: Double) -> Drawn<4, BeamWalkRig> {
    let seed = RandomSeed(seed, trial: UInt64(number))
    var model = BeamWalkModel.random(seed: seed)
    model.near.noise = GaussianNoise(standardDeviation: .centimeters(noise))
    model.far.noise = model.near.noise
    let rig = BeamWalkRig(model, seed: seed)
    guard let jacobian = BeamWalkRig(model, seed: seed, start: rig.command(for: rig.truth.targets)).truth.jacobian
    else {
      preconditionFailure("a random target is in reach")
    }
    let course = JudgedCourse<4, BeamWalkRig>(
      rig: rig, judgement: TrialJudgement(tolerance: tolerance),
      trueError: { rig in rig.truth.errors?.norm.centimeters ?? .infinity },
      beams: { rig in rig.truth.beams })
    return Drawn(course: course, onTarget: jacobian)
  }

  private static func table<let axes: Int, Plant: Rig & SendableMetatype>(
    _ title: String, noises: [Double], rigs: Int,
    _ draw: @Sendable (_ number: Int, _ noise: Double, _ tolerance: Double) -> Drawn<axes, Plant>,
    _ plausible: PlausibleDistance, floor: Double, least share: Double,
    _ findings: inout Findings
  ) -> Table {
    var table = Table(
      "\(title), of \(rigs) rigs",
      columns: ["rule"] + noises.map { noise in "σ = \(noise.formatted(significantDigits: 2))" })
    func row<Rule: UpdateRule & SendableMetatype>(
      _ name: String, least: Double? = nil, _ rule: @Sendable (_ noise: Length, _ onTarget: SquareMatrix<axes>) -> Rule
    ) where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
      StandardError.write("  \(axes) axes, \(name) …\n")
      var cells = [name]
      for noise in noises {
        let verdicts = Shared.map(rigs) { number in
          let drawn = draw(number, noise, max(floor, 3 * noise))
          let rule = rule(.centimeters(max(noise, floor / 10)), drawn.onTarget)
          return drawn.course.verdictWithSearch(of: rule)
        }
        let standing = Standing(verdicts)
        cells.append(standing.text)
        findings.requirements.append(
          Requirement(
            Figure("\(axes) axes, \(name), σ = \(noise): beyond the travel", Double(standing.leftTravel), "rigs"),
            .exactly(0)))
        if let least {
          findings.requirements.append(
            Requirement(Figure("\(axes) axes, \(name), σ = \(noise): settled", standing.share, ""), .atLeast(least)))
        }
      }
      table.rows.append(cells)
    }
    row("recursive least squares", least: share) { noise, _ in
      RecursiveLeastSquares<axes>(plausible: plausible, noise: noise)
    }
    row("Broyden") { noise, _ in Broyden<axes>(plausible: plausible, noise: noise) }
    row("Kalman") { noise, _ in Kalman<axes>(plausible: plausible, noise: noise, targetProcessNoise: .zero) }
    row("gradient descent, D₀ = \(plausible.farthest.centimeters.formatted(significantDigits: 4)) cm") { _, _ in
      GradientDescent<axes>(learningRate: 0.5, assumedDistance: plausible.farthest)
    }
    row("gradient descent, best rate by an oracle") { _, jacobian in
      GradientDescent<axes>(learningRate: 0.5, assumedDistance: .centimeters(1 / bestGain(jacobian)))
    }
    return table
  }

  /// The gain in 1/cm with which errors near the target shrink the fastest: what only the truth can tell.
  private static func bestGain<let axes: Int>(_ jacobian: SquareMatrix<axes>) -> Double {
    // Every |1 - gλ| is convex in g, and so is the largest of them: thirds close in on the least. It lies below 2/|λ|
    // for the largest eigenvalue, which is no smaller than the geometric mean of all, that of the singular values.
    let values = jacobian.singularValues
    let mean = values.values.map { value in Double.log(value) }.reduce(0, +) / Double(axes)
    var (low, high) = (0.0, 2 / Double.exp(mean))
    for _ in 0..<18 {
      let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
      if (left * jacobian).contraction < (right * jacobian).contraction { high = right } else { low = left }
    }
    return max((low + high) / 2, 1e-12)
  }
}
