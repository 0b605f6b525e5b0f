internal import RealModule
internal import RigCore
internal import RigScenario

/// A swing about the target at the end of a run that used up its steps, by the peaks of its half swings.
public struct ErrorSwing: Sendable {
  /// The course of the peaks.
  public enum Course: Sendable, Equatable {
    /// The peaks stay as they are; the largest of the later ones in cm.
    case steady(centimeters: Double)
    /// A period leaves `share` of the peaks, below 1; at the step `end`, or thereabouts, the loop will have settled. Nil if
    /// noise has a say in that.
    case dying(share: Double, end: Int?)
  }

  /// The course of the peaks.
  public let course: Course
  /// The period in steps.
  public let periodSteps: Double

  /// The fewest half swings that show it if they stand out of the noise far enough, and if they do not.
  private static let leastHalves = (clear: 4, noisy: 8)
  /// The most half swings that are looked at.
  private static let mostHalves = 16
  /// By how many standard deviations of the noise the last peak has to stand out, and how many are far enough.
  private static let clarity = (least: 4.0, clear: 16.0)

  /// The swing at the end of `steps`, the latest of a run of `scenario`, on the axis that swings the most; nil if there is
  /// none, or if noise explains it.
  init?(_ steps: [StepRecord], _ scenario: Scenario, axes: Int) {
    let swings = (0..<axes).compactMap { axis in Self.halves(steps, axis) }
    let noise = scenario.expectedNoise
    guard
      let halves = swings.max(by: { left, right in (left.last?.peak ?? 0) < (right.last?.peak ?? 0) }),
      let first = halves.first, let last = halves.last, let lastStep = steps.last,
      last.peak > max(Self.clarity.least * noise, scenario.loop.tolerance),
      halves.count >= (last.peak > Self.clarity.clear * noise ? Self.leastHalves.clear : Self.leastHalves.noisy)
    else { return nil }
    periodSteps = 2 * Double(last.index - first.index) / Double(halves.count - 1)
    // To either side by itself, since the target may be beside the middle of the swing.
    let shares = zip(halves, halves.dropFirst(2)).map { early, late in late.peak / early.peak }
    if shares.allSatisfy({ share in share < 0.99 }) {
      let share = Double.exp(shares.reduce(0) { sum, share in sum + .log(share) } / Double(shares.count))
      // A dot that swings has to stay within the tolerance for half a period.
      let periods = Double.log(last.peak / scenario.loop.tolerance) / -Double.log(share) + 0.5
      let end = Double(last.index) + periods * periodSteps + Double(scenario.settlingWindow)
      let isKnown = noise == 0 && end < 1e9
      course = .dying(share: share, end: isKnown ? max(Int(end.rounded(.up)), lastStep.index + 1) : nil)
      return
    }
    let (early, late) = (halves[..<(halves.count / 2)], halves[(halves.count / 2)...])
    let greatest = late.map(\.peak).max() ?? 0
    guard greatest >= 0.9 * (early.map(\.peak).max() ?? 0), greatest <= 1.1 * (early.map(\.peak).max() ?? 0) else {
      return nil
    }
    course = .steady(centimeters: greatest)
  }

  private typealias Half = (index: Int, peak: Double)

  /// The latest whole half swings of one axis: the step and the size of the largest error of each.
  private static func halves(_ steps: [StepRecord], _ axis: Int) -> [Half] {
    var halves: [Half] = []
    var last = 0.0
    for step in steps {
      guard let error = step.errorsCentimeters?[axis], error != 0 else { continue }
      if error * last < 0 || halves.isEmpty {
        halves.append((step.index, error.magnitude))
      } else if error.magnitude > halves[halves.count - 1].peak {
        halves[halves.count - 1] = (step.index, error.magnitude)
      }
      last = error
    }
    // The first one may have begun before, and the last one goes on.
    return Array(halves.dropFirst().dropLast().suffix(mostHalves))
  }
}
