import Foundation
import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

private typealias Rule<let axes: Int> = SenseCorrected<axes, GradientDescent<axes>>

private func rule<let axes: Int>(_ rate: Double = 0.1) -> Rule<axes> {
  SenseCorrected(GradientDescent(learningRate: rate, assumedDistance: .centimeters(300)))
}

/// What a probe of a rig with one axis came to.
private struct Probed {
  var response: AxisResponse?
  var outcome: Outcome?
  var steps: [Step<1>] = []
  var commands: [Double] = []
}

private func probe(
  _ rig: some Rig<PerAxis<1, Angle>, Reading<1>, Never>, _ probe: ResponseProbe = ResponseProbe(), start: Angle = .zero,
  settings: LoopSettings = .exactly(1000)
) -> Probed {
  let log = RigLog<1>()
  var probed = Probed()
  var loop = ControlLoop(
    rig: WatchedRig(rig, log: log), rule: rule(), pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start),
    settings: settings)
  probed.response = loop.arm(probe) { step in
    probed.steps.append(step)
    return .proceed
  }.map { responses in responses[0] }
  probed.outcome = loop.outcome
  probed.commands = log.commands.map { command in command[0].degrees }
  return probed
}

private func model(
  distance: Double = 300, target: Double = 0, servo: ServoModel = ServoModel(), sensor: SensorModel = SensorModel()
) -> RigModel {
  RigModel(
    wall: WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
    servo: servo, sensor: sensor)
}

/// A rig whose dot is seen from a slit of commands only, and once it has been turned far down from another one.
private struct MovingSlit: Rig {
  let travel: Travel<PerAxis<1, Angle>>
  let slit: ClosedRange<Angle>
  let nextSlit: ClosedRange<Angle>
  private var angle = Angle.zero
  private var hasMoved = false

  init(travel: ClosedRange<Angle>, slit: ClosedRange<Angle>, nextSlit: ClosedRange<Angle>) {
    self.travel = Travel(lower: PerAxis(travel.lowerBound), upper: PerAxis(travel.upperBound))
    self.slit = slit
    self.nextSlit = nextSlit
  }

  mutating func move(to angles: PerAxis<1, Angle>) {
    angle = angles[0]
    if angle < .degrees(-0.9) { hasMoved = true }
  }

  mutating func read() -> Reading<1> {
    (hasMoved ? nextSlit : slit).contains(angle) ? .error(PerAxis(Length(centimeters: 300 * angle.slope))) : .spotLost
  }
}

@Suite struct ProbeTests {
  @Test func `on a rig without noise the response is the distance, and the laser ends where it began`() throws {
    let probed = probe(SimulatedRig(model(target: 40), seed: RandomSeed(1), start: .degrees(3)), start: .degrees(3))
    let response = try #require(probed.response)
    #expect(abs(response.centimetersPerSlope - 300) < 1e-9 && response.standardError == 0)
    #expect(probed.outcome == nil)
    #expect(probed.steps.map { step in step.index } == Array(0..<22))
    #expect(probed.steps.allSatisfy { step in step.isProbing && !step.isRailed && !step.isSearching })
    let places = probed.steps.map { step in step.angles[0].degrees.rounded() }
    #expect(places == Array(repeating: 3, count: 12) + Array(repeating: 4, count: 5) + Array(repeating: 3, count: 5))
    #expect(abs((probed.commands.last ?? 0) - 3) < 1e-9)
  }

  @Test func `the run goes on where the probe ended, and its steps go on counting`() {
    var loop = ControlLoop(
      rig: SimulatedRig(
        model(target: 40, servo: ServoModel(Mounting(isReversed: true))), seed: RandomSeed(1)),
      rule: rule(), pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero))
    var steps: [Step<1>] = []
    let responses = loop.arm(ResponseProbe()) { step in
      steps.append(step)
      return .proceed
    }
    #expect(responses?[0].isReversed == true && loop.rule.senses == PerAxis(-1))
    let outcome = loop.run { step in
      steps.append(step)
      return .proceed
    }
    #expect(outcome.name == "converged", "\(outcome.reason)")
    #expect(steps.map { step in step.index } == Array(steps.indices))
    #expect(steps.map { step in step.isProbing } == steps.indices.map { index in index < 22 })
    // From there on it is the run of a rig that turns the right way: 0.8 of the error is left at each step.
    let errors = steps[22...].compactMap { step in step.reading.error?[0].centimeters }
    #expect(zip(errors, errors.dropFirst()).allSatisfy { pair in abs(pair.1 - 0.8 * pair.0) < 1e-9 })
  }

  @Test func `with all senses right the rule is its base, bit for bit`() {
    let rig = IdealRig(
      distance: .centimeters(220), target: .centimeters(30), noise: .centimeters(1), seed: RandomSeed(3))
    let base = GradientDescent<1>(learningRate: 0.3, assumedDistance: .centimeters(300))
    #expect(
      errors(of: rig, under: SenseCorrected(base), start: .zero, settings: .exactly(100))
        == errors(of: rig, under: base, start: .zero, settings: .exactly(100)))
  }

  @Test(arguments: 0..<8) func `a dead time is waited out`(steps: Int) throws {
    for isReversed in [false, true] {
      let rig = SimulatedRig(
        model(
          servo: ServoModel(Mounting(isReversed: isReversed)),
          sensor: SensorModel(DeadTime(steps: steps))), seed: RandomSeed(1))
      let response = try #require(probe(rig).response)
      #expect(abs(response.centimetersPerSlope - (isReversed ? -300 : 300)) < 1e-6)
    }
  }

  @Test(arguments: 0..<8) func `what the servo and the sensor still have to tell of before is waited out`(
    deadTime: Int
  ) {
    var generator = Xoshiro256PlusPlus(seed: UInt64(deadTime))
    for seed in 0..<100 as Range<UInt64> {
      let isReversed = generator.coin()
      let noise = [0, 0.01, 0.2, 1][Int.random(in: 0..<4, using: &generator)]
      let isSlow = deadTime < 5 && generator.coin()
      let servo = ServoModel(
        isSlow ? Motor(slewRateDegreesPerSecond: 60, lagSeconds: 0.1) : Motor(),
        Mounting(isReversed: isReversed))
      let sensor = SensorModel(
        DeadTime(steps: deadTime), GaussianNoise(standardDeviation: .centimeters(noise)))
      let rig = SimulatedRig(
        model(distance: generator.ratio(50, 1000), servo: servo, sensor: sensor), seed: RandomSeed(seed),
        start: .degrees(.random(in: -20...20, using: &generator)))
      let found = probe(rig, ResponseProbe(noise: .centimeters(noise)))
      #expect(found.response?.isReversed == isReversed, "seed \(seed): \(String(describing: found.outcome?.reason))")
    }
  }

  @Test func `a slow servo's way there is not taken for its way back`() throws {
    let slow = ServoModel(Motor(slewRateDegreesPerSecond: 60, lagSeconds: 0.1))
    for deadTime in 0...5 {
      let rig = SimulatedRig(
        model(servo: slow, sensor: SensorModel(DeadTime(steps: deadTime))), seed: RandomSeed(1))
      #expect(abs(try #require(probe(rig).response).centimetersPerSlope / 300 - 1) < 0.02)
    }
  }

  @Test(arguments: [10, 12, 14]) func `a dead time beyond its patience is told, never a wrong sense`(deadTime: Int) {
    for isReversed in [false, true] {
      let late = model(
        target: 40, servo: ServoModel(Mounting(isReversed: isReversed)),
        sensor: SensorModel(DeadTime(steps: deadTime)))
      let probed = probe(SimulatedRig(late, seed: RandomSeed(1)), settings: .exactly(200))
      #expect(probed.response == nil)
      #expect(
        probed.outcome?.reason.hasPrefix("when the laser turns by 10° and back, the dot ends 52.9 cm from") == true)
    }
  }

  @Test func `whatever happens it ends with a response or a reason`() {
    var generator = Xoshiro256PlusPlus(seed: 5)
    for seed in 0..<300 as Range<UInt64> {
      let sensor = SensorModel(
        DeadTime(steps: Int.random(in: 0...14, using: &generator)),
        FieldOfView(halfHeight: .centimeters(generator.ratio(5, 100))),
        Dropouts(probability: .random(in: 0...0.7, using: &generator)))
      let travel = Double.random(in: 1...30, using: &generator)
      let rig = SimulatedRig(
        model(
          distance: generator.ratio(50, 1000), servo: ServoModel(travel: .degrees(-travel) ... .degrees(travel)),
          sensor: sensor), seed: RandomSeed(seed), start: .degrees(.random(in: -20...20, using: &generator)))
      let probed = probe(rig)
      #expect((probed.response == nil) == (probed.outcome != nil), "seed \(seed)")
      #expect(probed.response.map { response in response.centimetersPerSlope.isFinite } ?? true)
      #expect(probed.commands.allSatisfy { command in abs(command) <= travel + 1e-9 }, "seed \(seed)")
    }
  }

  @Test func `a target that drifts faster than a turn moves the dot is told from a dead time`() throws {
    for isReversed in [false, true] {
      // 2 cm a step, and a turn of one degree is 1.7 cm.
      var moving = model(distance: 100, servo: ServoModel(Mounting(isReversed: isReversed)))
      moving.wall.target.driftPerStep = .centimeters(2)
      let response = try #require(probe(SimulatedRig(moving, seed: RandomSeed(1))).response)
      #expect(abs(response.centimetersPerSlope / (isReversed ? -100 : 100) - 1) < 0.1)
    }
  }

  @Test func `a drifting target does not deceive the probe`() throws {
    for drift in [-0.3, 0.3] {
      var moving = model(distance: 100)
      moving.wall.target.driftPerStep = .centimeters(drift)
      let response = try #require(probe(SimulatedRig(moving, seed: RandomSeed(1))).response)
      #expect(abs(response.centimetersPerSlope / 100 - 1) < 0.05)
      // A stuck servo is no less stuck for it.
      moving.servo.travel = .degrees(-60) ... .degrees(60)
      let stuck = RigModel(
        wall: moving.wall, servo: moving.servo, faults: [Fault(part: .actuator, kind: .stuck)])
      let probed = probe(SimulatedRig(stuck, seed: RandomSeed(1)))
      #expect(probed.response == nil && probed.outcome?.name == "unresponsive")
    }
  }

  @Test func `one reading in fifty far off, one in ten lost, a hobby servo: never the wrong sense`() {
    var generator = Xoshiro256PlusPlus(seed: 12)
    var failures = 0
    for seed in 0..<300 as Range<UInt64> {
      let isReversed = generator.coin()
      var servo = ServoModel.hobby
      servo.mounting = Mounting(isReversed: isReversed)
      let sensor = SensorModel(
        DeadTime(steps: Int.random(in: 0...2, using: &generator)), Dropouts(probability: 0.1),
        GaussianNoise(standardDeviation: .centimeters(0.5)),
        Outliers(probability: 0.02, size: .centimeters(50)))
      let rig = SimulatedRig(
        model(
          distance: generator.ratio(50, 1000), target: .random(in: -50...50, using: &generator), servo: servo,
          sensor: sensor), seed: RandomSeed(seed))
      let probed = probe(rig, ResponseProbe(noise: .centimeters(0.5)))
      if let response = probed.response {
        #expect(response.isReversed == isReversed, "seed \(seed)")
      } else {
        failures += 1
      }
    }
    #expect(failures <= 3)
  }

  @Test func `a noise that is not declared is seen in the readings`() {
    var misses = 0
    for seed in 0..<200 as Range<UInt64> {
      let rig = SimulatedRig(
        model(
          distance: 60, servo: ServoModel(Mounting(isReversed: true)),
          sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(1)))), seed: RandomSeed(seed))
      guard let response = probe(rig).response else {
        misses += 1
        continue
      }
      #expect(response.isReversed, "seed \(seed)")
      #expect(response.standardError > 0)
    }
    #expect(misses < 10)
  }

  @Test func `the standard error tells how far off the response is`() {
    let pulls = (0..<300 as Range<UInt64>).compactMap { seed -> Double? in
      let rig = SimulatedRig(
        model(distance: 400, sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.5)))),
        seed: RandomSeed(seed))
      return probe(rig, ResponseProbe(noise: .centimeters(0.5))).response.map { response in
        (response.centimetersPerSlope - 400) / response.standardError
      }
    }
    #expect(pulls.count > 295)
    let statistics = Statistics(pulls)
    #expect(abs(statistics.mean) < 0.25)
    // Somewhat too wide, since the noise counts for at least what is known of it.
    #expect(statistics.variance > 0.5 && statistics.variance < 1.15)
  }

  @Test func `a turn that is lost in the noise is doubled, up to the bound`() throws {
    let rig = SimulatedRig(
      model(distance: 50, sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.5)))),
      seed: RandomSeed(2))
    let probed = probe(rig, ResponseProbe(noise: .centimeters(0.5)))
    #expect(probed.response != nil)
    #expect((probed.commands.max() ?? 0) > 1.9 && (probed.commands.max() ?? 0) <= 10 + 1e-9)
  }

  @Test(arguments: [-20.0, -19.7, 0, 19.5, 20]) func `no turn leaves the travel`(start: Double) throws {
    let servo = ServoModel(travel: .degrees(-20) ... .degrees(20))
    let probed = probe(
      SimulatedRig(model(servo: servo), seed: RandomSeed(1), start: .degrees(start)), start: .degrees(start))
    #expect(abs(try #require(probed.response).centimetersPerSlope - 300) < 1e-6)
    #expect(probed.commands.allSatisfy { command in abs(command) <= 20 + 1e-9 })
    #expect(Set(probed.commands.map { command in (command * 1e6).rounded() }).count == 2)
  }

  @Test func `where one side is out of sight it turns to the other, and less`() throws {
    // The dot begins 1.5 cm below the upper end of a field of 2 cm; a degree is 5.2 cm.
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(1)))
    let rig = SimulatedRig(model(sensor: sensor), seed: RandomSeed(1))
    let probed = probe(rig)
    let response = try #require(probed.response)
    #expect(abs(response.centimetersPerSlope - 300) < 1e-6)
    #expect((probed.commands.min() ?? 0) < -0.9)
  }

  @Test func `after a search that ended beside the end of the travel it turns to where there is room`() throws {
    var settings = LoopSettings.exactly(1000)
    settings.search = SpotSearch(hold: 3, sweep: 60, reach: .degrees(30))
    let rig = MovingSlit(
      travel: .degrees(-20) ... .degrees(20), slit: .degrees(-0.5) ... .degrees(0.5),
      nextSlit: .degrees(-21) ... .degrees(-19))
    let probed = probe(rig, settings: settings)
    #expect(abs(try #require(probed.response).centimetersPerSlope - 300) < 1e-6)
    #expect(probed.commands.allSatisfy { command in abs(command) <= 20 + 1e-9 })
  }

  @Test func `a dot that is out of sight at first is searched for`() throws {
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(8)))
    var settings = LoopSettings.exactly(1000)
    settings.search = SpotSearch(hold: 3, sweep: 60, reach: .degrees(10))
    let probed = probe(SimulatedRig(model(target: 30, sensor: sensor), seed: RandomSeed(1)), settings: settings)
    #expect(abs(try #require(probed.response).centimetersPerSlope - 300) < 1e-6)
    #expect(probed.steps.contains { step in step.isSearching })
  }

  @Test func `each axis is tried out by itself`() throws {
    let rig = LinearRig<4>(
      matrix: [[250, 60, 0, 0], [90, -300, 0, 0], [0, 0, -250, 60], [0, 0, 90, 300]],
      target: PerAxis(repeating: .centimeters(10)))
    var loop = ControlLoop(
      rig: rig, rule: rule() as Rule<4>, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero),
      settings: .exactly(1000))
    let found = loop.arm(ResponseProbe())
    let responses = try #require(found)
    for row in 0..<4 {
      for column in 0..<4 { #expect(abs(responses.matrix[row, column] - rig.matrix[row][column]) < 1e-6) }
    }
    for (axis, wanted) in [250.0, -300, -250, 300].enumerated() {
      #expect(abs(responses[axis].centimetersPerSlope - wanted) < 1e-6)
    }
    #expect(loop.rule.senses.values == [1, -1, -1, 1])
    #expect(loop.updates == 12 + 4 * 10)
  }

  /// The outcome of a probe of a rig with two axes whose sensor is turned, or whose axes are `swapped`.
  private func outcome(
    turnedBy degrees: Double, swapped: Bool = false, under rule: some UpdateRule<PerAxis<2, Double>, PerAxis<2, Length>>
  ) -> Outcome? {
    let (along, across) = (300 * cos(degrees * .pi / 180), 300 * sin(degrees * .pi / 180))
    let rows = [[along, -across], [across, along]]
    let rig = LinearRig<2>(
      matrix: swapped ? [rows[1], rows[0]] : rows, target: PerAxis(repeating: .centimeters(10)))
    var loop = ControlLoop(
      rig: rig, rule: SenseCorrected<2, AnyRule<2>>(AnyRule(of: rule)), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(repeating: .zero), settings: .exactly(1000))
    _ = loop.arm(ResponseProbe())
    return loop.outcome
  }

  @Test(arguments: [0, 30, 60, -70, 110, 150, 180.0]) func `a turned sensor whose axes still tell the way passes`(
    degrees: Double
  ) {
    #expect(outcome(turnedBy: degrees, under: rule() as Rule<2>) == nil)
  }

  @Test(arguments: [80, 85, 90, 95, -85.0]) func `a sensor turned to the side is told as such, not as a reversed servo`(
    degrees: Double
  ) throws {
    let reason = try #require(outcome(turnedBy: degrees, under: rule() as Rule<2>)).reason
    let angle = Int(90 - abs(90 - degrees.magnitude))
    #expect(
      reason.contains(
        "\(angle)° off that axis's own direction: the axes are coupled. Are they swapped, or does the sensor stand askew?"
      ))
  }

  @Test func `swapped axes are told, and a rule that learns the response follows them all the same`() throws {
    let reason = try #require(outcome(turnedBy: 5, swapped: true, under: rule() as Rule<2>)).reason
    #expect(reason.contains("85° off that axis's own direction: the axes are coupled. Are they swapped"), "\(reason)")
    let learner = Broyden<2>(
      plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .zero)
    #expect(outcome(turnedBy: 85, under: learner) == nil)
  }
}

@Suite struct UnresponsiveTests {
  private func reason(_ probed: Probed) -> String {
    guard case .unresponsive = probed.outcome else { return "\(String(describing: probed.outcome))" }
    return probed.outcome?.reason ?? ""
  }

  @Test func `nothing to be seen`() {
    let dark = model(sensor: SensorModel(Dropouts(probability: 1)))
    let probed = probe(SimulatedRig(dark, seed: RandomSeed(1)))
    #expect(probed.response == nil)
    #expect(reason(probed).hasPrefix("no dot was ever seen in 64 readings, though the laser searched: is it on"))
  }

  @Test func `a stuck servo`() {
    let stuck = RigModel(wall: model().wall, faults: [Fault(part: .actuator, kind: .stuck)])
    let probed = probe(SimulatedRig(stuck, seed: RandomSeed(1)))
    #expect(
      reason(probed)
        == "the dot is seen but does not move when the laser turns by 10°: is the servo stuck or without power, "
        + "its backlash larger than that, or the reading at the end of its range?")
    // Five widths, and no more readings than patience and median ask for.
    #expect(probed.steps.count <= 12 + 6 * 13)
  }

  @Test func `a continuous-rotation servo is named, and no drifting target is taken for one`() throws {
    var named = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      var draws = SeededDraws(seed)
      let noise = Length.centimeters(draws.uniform(0...0.5))
      let sensor = SensorModel(
        DeadTime(steps: Int(draws.uniform(0...3.99))), GaussianNoise(standardDeviation: noise))
      let criterion = ResponseProbe(noise: noise)
      let speed = draws.logUniform(0.3...3)
      let spinning = RigModel(
        wall: model().wall, servo: ServoModel(ContinuousRotation(speedPerCommand: speed)), sensor: sensor)
      let found = probe(SimulatedRig(spinning, seed: RandomSeed(seed)), criterion)
      if reason(found).contains("looks like a continuous-rotation servo, whose command sets its speed") { named += 1 }
      #expect(found.response == nil, "\(seed): \(speed)/s")

      let wall = WallModel(
        distance: .fixed(.centimeters(300)),
        target: Trajectory(start: .zero, driftPerStep: .centimeters(draws.uniform(-2...2))))
      var servo = ServoModel(
        Motor(slewRateDegreesPerSecond: draws.logUniform(5...500), lagSeconds: draws.uniform(0...0.3)))
      if draws.coin() { servo.backlash = Backlash(play: .degrees(draws.uniform(0...0.5))) }
      let drifting = probe(
        SimulatedRig(RigModel(wall: wall, servo: servo, sensor: sensor), seed: RandomSeed(seed)), criterion)
      #expect(!reason(drifting).contains("continuous-rotation"), "\(seed): \(reason(drifting))")
    }
    #expect(named >= 190, "\(named)")
  }

  @Test func `a travel without any room`() {
    let fixed = MovingSlit(
      travel: .degrees(5) ... .degrees(5), slit: .zero ... .degrees(10), nextSlit: .zero ... .degrees(10))
    let probed = probe(fixed, start: .degrees(5))
    #expect(probed.response == nil && reason(probed) == "the laser has no travel to turn in: widen its travel")
    #expect(probed.steps.count == 12)
  }

  @Test func `a backlash larger than the probe`() {
    let loose = ServoModel(Backlash(play: .degrees(25)))
    #expect(reason(probe(SimulatedRig(model(servo: loose), seed: RandomSeed(1)))).hasPrefix("the dot is seen but does"))
    // One that is smaller only makes the wall seem nearer.
    let less = ServoModel(Backlash(play: .degrees(1.5)))
    let response = probe(SimulatedRig(model(servo: less), seed: RandomSeed(1))).response
    #expect(response.map { response in response.centimetersPerSlope > 0 && response.centimetersPerSlope < 300 } == true)
  }

  @Test func `an effect no clearer than the noise`() {
    // 2.6 cm for 10°, in readings with 2 cm of noise: the standard error is 1.4 cm.
    let faint = model(distance: 15, sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(2))))
    let reasons = (0..<40 as Range<UInt64>).map { seed in
      reason(probe(SimulatedRig(faint, seed: RandomSeed(seed)), ResponseProbe(noise: .centimeters(2))))
    }
    #expect(reasons.count { reason in reason.contains("no clearer than the noise") } > 3)
    #expect(reasons.count { reason in reason.contains("by more than the standard error of") } > 3)
    let sizes = reasons.first { reason in reason.contains("no clearer") } ?? ""
    #expect(sizes.hasPrefix("when the laser turns by 10° the dot moves by ") && sizes.contains(" cm ± "))
  }

  @Test func `a sensor that is turned by a right angle`() {
    var loop = ControlLoop(
      rig: LinearRig<2>(matrix: [[0, 300], [300, 0]], target: PerAxis(repeating: .zero)), rule: rule() as Rule<2>,
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: .exactly(1000))
    #expect(loop.arm(ResponseProbe()) == nil)
    #expect(
      loop.outcome?.reason.hasPrefix("when axis 1 turns by 10° the dot moves by 52.9 cm, 90° off that axis") == true)
    #expect(loop.run() == loop.outcome)
  }

  @Test func `a slit instead of a sheet`() {
    let slit = model(sensor: SensorModel(FieldOfView(halfHeight: .centimeters(0.1))))
    let probed = probe(SimulatedRig(slit, seed: RandomSeed(1)))
    #expect(
      reason(probed).hasPrefix("when the laser turns by 0.125° the dot leaves the sensor's sight, to either side"))
  }

  @Test func `the observer, the step limit and the bound end a probe`() {
    var loop = ControlLoop(
      rig: SimulatedRig(model(), seed: RandomSeed(1)), rule: rule(), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero))
    #expect(loop.arm(ResponseProbe()) { step in step.index == 7 ? .stop(.interrupted) : .proceed } == nil)
    #expect(loop.outcome == .stopped(.interrupted) && loop.updates == 7)
    #expect(loop.run() == .stopped(.interrupted))
    var settings = LoopSettings(stepLimit: 6)
    #expect(probe(SimulatedRig(model(), seed: RandomSeed(1)), settings: settings).outcome?.name == "stepLimit")
    settings.stepLimit = 60
    settings.divergence = DivergenceCriterion(bound: .centimeters(3), growingSteps: 8)
    #expect(probe(SimulatedRig(model(), seed: RandomSeed(1)), settings: settings).outcome?.name == "diverged")
  }

  @Test func `a rig that fails while it is probed fails as ever`() {
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingMove = 3
    var loop = ControlLoop(
      rig: rig, rule: rule(), pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: .exactly(100))
    do throws(ScriptedFailure) {
      _ = try loop.arm(ResponseProbe())
      Issue.record("it did not fail")
    } catch {
      #expect(error == .move(3))
    }
  }
}
