import RigCore
import RigGPIO
import RigTestSupport
import RigWiring
import Testing

@Suite struct SweepFitTests {
  /// A servo of `microsecondsPerDegree` that points at `level` with `middle` µs, seen by a strip.
  private func sightings(
    _ pulses: [Double], microsecondsPerDegree: Double, middle: Double, distance: Double, level: Double,
    step: Double = 0
  ) -> [Sighting] {
    pulses.map { pulse in
      let exact = level + distance * Angle.degrees((pulse - middle) / microsecondsPerDegree).slope
      let height = step == 0 ? exact : (exact / step).rounded() * step
      return Sighting(pulseMicroseconds: pulse, height: .centimeters(height))
    }
  }

  @Test(arguments: [11.1, -9.3, 5]) func `exact heights give the servo back`(scale: Double) throws {
    let seen = sightings(
      [1100, 1300, 1450, 1500, 1720], microsecondsPerDegree: scale, middle: 1480, distance: 140, level: 3)
    let fit = try SweepFit(anglesOf: seen, distance: .centimeters(140), level: .centimeters(3))
    #expect(abs(1 / fit.slope - scale) < 1e-9 && fit.residual < 1e-9)
    #expect(abs(fit.pulseMicroseconds(at: 0) - 1480) < 1e-9)
    #expect(fit.isReversed == (scale < 0))
    let calibration = try fit.calibration(betweenMicroseconds: 1000...2000)
    // The servo by itself: longer pulses are greater angles, whichever way it is mounted.
    #expect(calibration.pulsesNanoseconds == 1_000_000...2_000_000)
    #expect(calibration.points[0].pulseMicroseconds == 1000)
    let ends = [1000, 2000].map { pulse in (pulse - 1480) / abs(scale) }
    #expect(abs(calibration.angles.lowerBound.degrees - ends[0]) <= 0.0005 + 1e-9)
    #expect(abs(calibration.angles.upperBound.degrees - ends[1]) <= 0.0005 + 1e-9)
  }

  /// A commanded angle then hits where it should, through the actuator's own arithmetic.
  @Test(arguments: 0..<50 as Range<UInt64>) func `a strip's heights are good to its steps`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let scale = draws.ratio(5, 15) * (Bool.random(using: &draws) ? 1 : -1)
    let middle = Double.random(in: 1400...1600, using: &draws)
    let distance = draws.ratio(80, 300)
    let level = Double.random(in: -5...5, using: &draws)
    let halfWidth = scale.magnitude * Angle(slope: 3 / distance).degrees
    let pulses = (0..<12).map { index in middle - halfWidth + 2 * halfWidth * Double(index) / 11 }
    var seen = sightings(
      pulses, microsecondsPerDegree: scale, middle: middle, distance: distance, level: level, step: 0.25)
    // One reflection, far off.
    let wrong = Int.random(in: 0..<12, using: &draws)
    seen[wrong] = Sighting(pulseMicroseconds: pulses[wrong], height: .centimeters(level + 40))
    let fit = try SweepFit(anglesOf: seen, distance: .centimeters(distance), level: .centimeters(level))
    #expect(fit.isReversed == (scale < 0))
    let servo = Servo(
      calibration: try fit.calibration(betweenMicroseconds: 1000...2000), travel: .degrees(-20) ... .degrees(20),
      isReversed: fit.isReversed, port: ServoPort())
    for degrees in [-1.0, 0, 1] {
      let pulse = Double(servo.pulseNanoseconds(at: .degrees(degrees))) / 1000
      let there = (pulse - middle) / scale
      #expect(abs(there - degrees) < 0.1 * abs(degrees) + Angle(slope: 0.25 / distance).degrees)
    }
  }

  @Test func `too little is no line`() {
    let one = Sighting(pulseMicroseconds: 1500, height: .centimeters(1))
    #expect(throws: SweepFit.Problem.tooFewSightings(0)) { try SweepFit(heightsOf: []) }
    #expect(throws: SweepFit.Problem.tooFewSightings(1)) { try SweepFit(heightsOf: [one]) }
    #expect(throws: SweepFit.Problem.tooFewSightings(2)) { try SweepFit(heightsOf: [one, one]) }
    let other = Sighting(pulseMicroseconds: 1510, height: .centimeters(1))
    #expect(throws: SweepFit.Problem.atRest) { try SweepFit(heightsOf: [one, other]) }
  }

  @Test func `two steps of a strip are a line, though most neighbours are on one`() throws {
    let heights = [0.0, 1, 1, 1, 1]
    let fit = try SweepFit(
      heightsOf: heights.enumerated().map { index, height in
        Sighting(pulseMicroseconds: 1500 + Double(index), height: .centimeters(height))
      })
    #expect(fit.slope > 0)
  }

  @Test(arguments: [([], nil), ([3], 3), ([3, 1], 2), ([5, 1, 3], 3), ([4, 1, 3, 2], 2.5)] as [([Double], Double?)])
  func `medians`(numbers: [Double], median: Double?) {
    #expect(numbers.median == median)
  }
}

@Suite struct SweepPlanTests {
  @Test func `the first pass goes from end to end`() {
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: 5)
    #expect(plan.firstPass == [1_000_000, 1_250_000, 1_500_000, 1_750_000, 2_000_000])
    #expect(SweepPlan(pulses: 1000...3000, count: 9).firstPass == [1000, 3000])
  }

  @Test(arguments: [1, 1999] as [Int64]) func `pulses that no servo tells apart are one`(width: Int64) {
    #expect(SweepPlan(pulses: 1_500_000...1_500_000 + width, count: 9).firstPass == [1_500_000 + width / 2])
  }

  /// A third of a range, and two sixths of it, are rounded each its own way.
  @Test func `no pulse is tried again a nanosecond beside`() {
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: 4)
    #expect(plan.firstPass == [1_000_000, 1_333_333, 1_666_666, 2_000_000])
    let tried: [Int64] = [1_000_000, 1_333_334, 1_666_667, 2_000_000]
    let next = plan.nextPass(tried: tried, seen: [1_333_334, 1_666_667]) ?? []
    #expect(!next.isEmpty)
    for pulse in next { #expect(tried.allSatisfy { other in (other - pulse).magnitude >= 2000 }, "\(pulse)") }
  }

  @Test func `where the dot was seen often there is no next pass`() {
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: 5)
    let tried = plan.firstPass
    #expect(plan.nextPass(tried: tried, seen: tried) == nil)
    #expect(
      plan.nextPass(tried: tried, seen: [tried[2]]) == [1_375_000, 1_625_000])
    #expect(plan.nextPass(tried: tried, seen: [tried[4]]) == [1_812_500, 1_875_000, 1_937_500])
  }

  @Test func `where the dot was not seen the gaps are halved until it cannot have been missed`() {
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: 5)
    var tried = plan.firstPass
    #expect(plan.nextPass(tried: tried, seen: []) == [1_125_000, 1_375_000, 1_625_000, 1_875_000])
    while let pass = plan.nextPass(tried: tried, seen: []) { tried += pass }
    let gaps = zip(tried.sorted(), tried.sorted().dropFirst()).map { left, right in right - left }
    #expect(gaps.allSatisfy { gap in gap > 0 && gap <= 6000 } && tried.count < 400)
  }

  /// Wherever a window of the dot's lies, passes meet it and look into it.
  @Test(arguments: 0..<200 as Range<UInt64>) func `passes end, within the servo's pulses, with enough in sight`(
    seed: UInt64
  ) {
    var draws = Draws(seed: seed)
    let count = Int.random(in: 3...20, using: &draws)
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: count)
    let width = Int64(draws.ratio(30_000, 600_000))
    let start = Int64.random(in: 900_000...1_900_000, using: &draws)
    let window = start...(start + width)
    var tried: [Int64] = []
    var pass: [Int64]? = plan.firstPass
    var passes = 0
    while let pulses = pass, passes < 30 {
      passes += 1
      tried += pulses
      let gaps = zip(tried.sorted(), tried.sorted().dropFirst()).map { left, right in right - left }
      #expect(gaps.allSatisfy { gap in gap >= 2000 }, "no servo tells nearer pulses apart")
      pass = plan.nextPass(tried: tried, seen: tried.filter(window.contains))
    }
    #expect(passes < 12)
    #expect(tried.allSatisfy(plan.pulses.contains))
    let seen = tried.filter(window.contains)
    let enough = window.clamped(to: plan.pulses).count > 10_000 ? 2 : 0
    #expect(seen.count >= enough)
  }

  @Test func `beside where the dot was lost it is not trusted`() {
    let plan = SweepPlan(pulses: 1_000_000...2_000_000, count: 11)
    let tried = plan.firstPass
    #expect(plan.trusted(tried: tried, seen: tried.reversed()) == tried)
    #expect(plan.trusted(tried: tried, seen: Array(tried[2...7])) == Array(tried[3...6]))
    #expect(plan.trusted(tried: tried, seen: Array(tried[...7])) == Array(tried[...6]))
    #expect(plan.trusted(tried: tried, seen: Array(tried[2...6])) == Array(tried[2...6]))
    #expect(plan.trusted(tried: tried, seen: []) == [])
    // A detector that tells parts of a dot from the whole has left them out already.
    #expect(
      plan.trusted(tried: tried, seen: Array(tried[2...7]), partial: [tried[1], tried[8]]) == Array(tried[2...7]))
    #expect(
      plan.trusted(tried: tried, seen: Array(tried[2...7]), partial: [tried[0], tried[8]]) == Array(tried[3...7]))
  }

  @Test func `a ramp arrives, and takes no step too long`() {
    for (start, end) in [(1_500_000, 1_500_000), (1_500_000, 1_545_000), (1_500_000, 1_000_001)] as [(Int64, Int64)] {
      let ramp = PulseRamp()
      var pulse = start
      for _ in 0..<30 {
        let next = ramp.next(from: pulse, to: end)
        #expect((next - pulse).magnitude <= 20_000)
        pulse = next
      }
      #expect(pulse == end)
      #expect(ramp.next(from: pulse, to: end) == end)
    }
  }
}
