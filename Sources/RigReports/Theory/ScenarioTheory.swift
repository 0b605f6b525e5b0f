internal import RigCore
public import RigScenario
internal import RigSimulation
public import RigTheory

extension Scenario {
  /// The loop with one axis near its target, if its gain is `gain`; nil for a rule that steers by no fixed gain.
  public func linearLoop(gain: Double) -> LinearLoop? { linearForm.map { form in linearLoop(form, gain: gain) } }

  /// The loop with one axis near its target before the scenario's wall; nil for a rule that steers by no fixed gain, and
  /// if there is no ``fixedGain``.
  var fixedLoop: LinearLoop? { linearForm.flatMap { form in fixedLoop(form) } }

  /// The loop with one axis near its target before the scenario's wall, under a rule of this form; nil if there is no
  /// ``fixedGain``.
  func fixedLoop(_ form: LinearForm) -> LinearLoop? {
    fixedGain(form).map { gain in linearLoop(form, gain: gain) }
  }

  /// The loop with one axis near its target under a rule of this form, if its gain is `gain`.
  func linearLoop(_ form: LinearForm, gain: Double) -> LinearLoop {
    LinearLoop(
      gain: gain, deadTime: rig.sensor.deadTime, inertia: form.inertia, servoPole: servoPole(rig.servo),
      sensorPole: isSmoothingModelled(under: form) ? sensorPole : 0)
  }

  /// The loop with several axes near its targets, if these are its gains; nil for a rule that has another rate far from
  /// the target, or one that decays, or no fixed gain.
  func coupledLoop<let axes: Int>(gains: SquareMatrix<axes>) -> CoupledLoop<axes>? {
    linearForm.flatMap { form in form.hasOneRate ? coupledLoop(gains: gains, inertia: form.inertia) : nil }
  }

  /// The loop with several axes near its targets, if these are its gains and its rule carries on `inertia`.
  func coupledLoop<let axes: Int>(gains: SquareMatrix<axes>, inertia: LinearLoop.Inertia) -> CoupledLoop<axes> {
    let servos = simulatedServos
    return CoupledLoop(
      gains: gains, deadTime: rig.sensor.deadTime, inertia: inertia,
      servoPoles: PerAxis { axis in servoPole(servos[axis]) })
  }

  /// The share of its distance from the command that the lag of `servo` leaves after a step, `exp(-T/τ)`.
  func servoPole(_ servo: ServoSettings) -> Double {
    FirstOrderLag.remainder(after: 1 / loop.frameRate, timeConstant: servo.lag)
  }

  /// The share of its last report that a sensor which smooths keeps in the next one, `exp(-T/τ)`.
  var sensorPole: Double {
    FirstOrderLag.remainder(after: 1 / loop.frameRate, timeConstant: rig.sensor.smoothing)
  }

  /// True if the theory of the scenario's loop includes the smoothing of readings: that of one axis under a rate that does
  /// not decay.
  var isSmoothingModelled: Bool { isSmoothingModelled(under: linearForm) }

  /// True if the theory of the loop under a rule of this form includes the smoothing of readings.
  func isSmoothingModelled(under form: LinearForm?) -> Bool { rig.kind == .singleAxis && form?.decay == nil }

  /// The premise of a statement about the loop's gain, if the servo has effects that the linear theory does not include:
  /// "with an ideal servo"; nil if it has none.
  var servoPremise: String? {
    var servo = rig.servo
    servo.lag = 0
    guard servo.holdsBeamBack else { return nil }
    return rig.servo.lag > 0 ? "with a servo that has no effect but its lag" : "with an ideal servo"
  }

  /// The loop gain near the target before the scenario's wall; nil if the seed draws its distance, or the height of
  /// a target that the gain depends on.
  public var fixedGain: Double? { fixedGain(stepForm) }

  /// The loop gain near the target under a rule of this form; nil as for ``fixedGain``.
  func fixedGain(_ form: LinearForm) -> Double? {
    guard case .fixed(let distance) = rig.distance else { return nil }
    if case .drawn = rig.target, gainDependsOnHeight { return nil }
    return localGain(form, height: rig.target.middle - rig.laserHeight).gain(at: .centimeters(distance))
  }

  /// The learning rate at which the loop ceases to be stable; nil if no gain of a fixed size determines it, or if there
  /// is no such rate since the loop turns the wrong way.
  public var edgeRate: Double? {
    guard rig.kind == .singleAxis, rig.sensor.reports == .error, let loop = fixedLoop, loop.gain > 0
    else { return nil }
    return loop.edge / loop.gain * controller.learningRate
  }

  /// The learning rate at which the loop ceases to be stable if the wall is where the rule assumes it, and the readings are
  /// as late as the loop expects; nil for a rule that steers by no fixed gain.
  var edgeRateAtAssumedDistance: Double? {
    guard let form = linearForm, let loop = linearLoop(gain: 1) else { return nil }
    let late = rig.kind.isSimulated ? loop : loop.with(deadTime: expectedDeadTime)
    return late.edge
      / LinearForm.gain(learningRate: 1, assumedDistance: form.assumedDistance, reach: form.assumedDistance)
  }

  /// The numbers that make the gain of the rule's step: the linear form of a linear rule; of any other rule plain
  /// descent with its learning rate and its assumed distance.
  var stepForm: LinearForm {
    linearForm
      ?? LinearForm(
        learningRate: controller.learningRate, assumedDistance: .centimeters(controller.assumedDistance))
  }

  /// The gain of the rule before a target `height` cm above the laser.
  ///
  /// - Parameters:
  ///   - height: the height of the target above the laser in cm.
  ///   - rateShare: the share of the rule's learning rate that halvings have left, above 0 and at most 1.
  ///   - isReversalFollowed: true if the loop found out that the servo is reversed.
  public func localGain(height: Double, rateShare: Double = 1, isReversalFollowed: Bool = false) -> LocalGain {
    localGain(stepForm, height: height, rateShare: rateShare, isReversalFollowed: isReversalFollowed)
  }

  private func localGain(
    _ form: LinearForm, height: Double, rateShare: Double = 1, isReversalFollowed: Bool = false
  ) -> LocalGain {
    LocalGain(
      learningRate: rateShare * form.learningRate, assumedDistance: form.assumedDistance,
      steers: controller.steers, height: .centimeters(height), offset: .degrees(rig.servo.offset),
      isReversed: rig.servo.reversed && !isReversalFollowed)
  }
}
