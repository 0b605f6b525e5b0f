import RigTestSupport
import Testing

@testable import RigCore

/// A rule that learns nothing from readings beyond the sensor's linear range, on a wall without a servo's errors.
@Suite struct BracketingTests {
  /// A base that keeps what it is given, and corrects half of each error on a wall at 100 cm.
  private struct Witness: UpdateRule {
    var seen: [Double] = []
    var skips = 0
    var resets = 0

    mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
      seen.append(error[0].centimeters)
      return PerAxis(command[0] - 0.5 * error[0].centimeters / 100)
    }

    mutating func skip(_ command: PerAxis<1, Double>) { skips += 1 }
    mutating func reset() { resets += 1 }
    var termNames: [String] { [] }
    var terms: RuleTerms { RuleTerms() }
  }

  private static let range = 4.5

  /// The true errors of `readings` readings of a target at `target` cm, on a wall at `distance` cm; a reading is never
  /// larger than 5 cm, and `deadTime` steps old. A negative distance is a servo that turns the wrong way.
  private func course(
    _ rule: inout Bracketing<1, Witness>, distance: Double, target: Double, deadTime: Int = 0, readings: Int = 200
  ) -> [Double] {
    var command = 0.0
    var errors: [Double] = []
    for _ in 0..<readings {
      errors.append(distance * command - target)
      let read = errors[max(0, errors.count - 1 - deadTime)]
      let next = rule.update(PerAxis(command), error: PerAxis(.centimeters(min(max(read, -5), 5))))[0]
      command = min(max(next, -1.7), 1.7)
    }
    return errors
  }

  private func rule() -> Bracketing<1, Witness> {
    Bracketing(Witness(), range: .centimeters(Self.range), farthest: .centimeters(1000))
  }

  @Test(arguments: [50, 80, 224, 600, 1000, -50, -300, -1000], [-80, 30, 80])
  func `the dot is brought within the range of any wall, whichever way the servo turns`(
    distance: Double, target: Double
  ) throws {
    for deadTime in 0...3 {
      var rule = rule()
      let errors = course(&rule, distance: distance, target: target, deadTime: deadTime)
      let first = try #require(errors.firstIndex { error in error.magnitude <= Self.range })
      #expect(first <= 130, "\(deadTime): \(first)")
      #expect(rule.base.seen.allSatisfy { error in error.magnitude <= Self.range } && !rule.base.seen.isEmpty)
      #expect(rule.base.skips + rule.base.seen.count == errors.count)
    }
  }

  @Test func `each turn is four times as long as the one before, and then half of the bracket`() throws {
    var rule = rule()
    let errors = course(&rule, distance: 100, target: 30, readings: 60)
    let turns = zip(errors, errors.dropFirst()).map { old, new in new - old }.filter { turn in turn != 0 }
    // 0.5 cm on a wall at 100 cm is 5 cm on the farthest one. The fourth turn is the first beyond the target, and half of
    // the bracket puts the dot within the range.
    #expect(zip(turns, [0.5, 2, 8, 32, -16]).allSatisfy { turn, told in abs(turn - told) < 1e-9 }, "\(turns)")
  }

  @Test func `an outlier beyond the range moves nothing, and three readings there are a dot that is lost`() {
    var rule = rule()
    let place = PerAxis<1, Double>(0.2)
    _ = rule.update(place, error: PerAxis(.centimeters(1)))
    for _ in 0..<2 { #expect(rule.update(place, error: PerAxis(.centimeters(5))) == place) }
    #expect(rule.base.resets == 0)
    _ = rule.update(place, error: PerAxis(.centimeters(1)))
    for _ in 0..<2 { #expect(rule.update(place, error: PerAxis(.centimeters(5))) == place) }
    #expect(rule.update(place, error: PerAxis(.centimeters(5)))[0] < 0.2 && rule.base.resets == 1)
  }

  @Test func `a target that jumps out of its bracket is found again`() throws {
    var rule = rule()
    var command = 0.0
    for step in 0..<400 {
      let target = step < 27 ? 30.0 : -60.0
      let error = 100 * command - target
      command = rule.update(PerAxis(command), error: PerAxis(.centimeters(min(max(error, -5), 5))))[0]
    }
    #expect(abs(100 * command + 60) < 0.1)
  }

  @Test func `a readout that is no number is left to the base`() {
    var rule = rule()
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(.nan)))
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(.infinity)))
    #expect(rule.base.seen.count == 2)
  }

  @Test func `only rules that learn get it, and only with a limit and one axis`() {
    for definition in RuleDefinition.all {
      var setup = RuleSetup()
      let free: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(setup)
      setup.linearRange = .centimeters(5)
      let limited: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(setup)
      let paired: any UpdateRule<PerAxis<2, Double>, PerAxis<2, Length>> = definition.rule(setup)
      #expect(!"\(type(of: free))".hasPrefix("Bracketing") && !"\(type(of: paired))".hasPrefix("Bracketing"))
      #expect("\(type(of: limited))".hasPrefix("Bracketing") == (definition.family == .learner))
      #expect(limited.terms.values.count == limited.termNames.count, "\(definition)")
    }
  }
}
