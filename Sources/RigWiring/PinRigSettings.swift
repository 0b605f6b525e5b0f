public import RigCore

/// A real rig as its owner describes it: the wiring of its devices, and their limits.
public struct PinRigSettings: Sendable {
  /// The settings of one servo.
  public struct Servo: Sendable {
    /// The output that makes the servo's pulses.
    public var output: any ServoOutputSettings
    /// The measured pulses and angles; nil if they have not been measured.
    public var calibration: ServoCalibration?
    /// The angles to which the servo may be turned.
    public var travel: ClosedRange<Angle>
    /// The highest speed in degrees a second; nil for no limit.
    public var slewRateDegreesPerSecond: Double?
    /// True if the servo is mounted upside down.
    public var isReversed: Bool
    /// The angle to which the servo is turned when the rig is armed.
    public var start: Angle
    /// The angle to which the servo is turned before its pulses end; nil to leave it as it is.
    public var park: Angle?

    /// A servo of these settings.
    public init(
      output: any ServoOutputSettings, calibration: ServoCalibration?, travel: ClosedRange<Angle>,
      slewRateDegreesPerSecond: Double? = nil, isReversed: Bool = false, start: Angle = .zero, park: Angle? = nil
    ) {
      self.output = output
      self.calibration = calibration
      self.travel = travel
      self.slewRateDegreesPerSecond = slewRateDegreesPerSecond
      self.isReversed = isReversed
      self.start = start
      self.park = park
    }

    /// The pulses and angles as far as they are known: the measured ones, or those that most servos come near to.
    public var knownCalibration: ServoCalibration { calibration ?? .typical }

    /// The hardware that makes the pulses, such as "a PWM chip"; nil if the program makes them.
    public var pulseMaker: String? { type(of: output).pulseMaker }

    /// The greatest change of the pulse from frame to frame that the slew rate allows, in nanoseconds, for frames
    /// `periodNanoseconds` apart; nil if there is no limit.
    public func greatestStepNanoseconds(periodNanoseconds: Int64) -> Int64? {
      slewRateDegreesPerSecond.map { rate in
        knownCalibration.stepNanoseconds(for: .degrees(rate * Double(periodNanoseconds) / 1e9))
      }
    }
  }

  /// An input or output line and its sense.
  public struct Line: Sendable, Equatable {
    /// The chip and the line.
    public var address: LineAddress
    /// True if a low level means active.
    public var isActiveLow: Bool
    /// The resistor that pulls the line, if it is an input.
    public var bias: LineBias

    /// A line at `address`, with its sense and its resistor.
    public init(_ address: LineAddress, isActiveLow: Bool = false, bias: LineBias = .asIs) {
      self.address = address
      self.isActiveLow = isActiveLow
      self.bias = bias
    }

    /// True if the resistor pulls the line to its active level, so that a broken wire reads as closed.
    public var readsClosedOnBrokenWire: Bool { bias == (isActiveLow ? .down : .up) }
  }

  /// The settings of one axis of the rig.
  public struct Axis: Sendable {
    /// The name for people: tilt, pan.
    public var name: String
    /// The servo that turns the beam.
    public var servo: Servo
    /// The detector that sees the dot.
    public var detector: any DetectorSettings
    /// The place of the target on the detector.
    public var target: Length

    /// The axis called `name`; see the properties.
    public init(name: String, servo: Servo, detector: any DetectorSettings, target: Length) {
      self.name = name
      self.servo = servo
      self.detector = detector
      self.target = target
    }
  }

  /// The axes, one or two.
  public var axes: [Axis]
  /// The timing of the servo pulses that the program makes.
  public var pulses: PulseTiming
  /// The seconds without a change after which a servo's pulses stop; nil for never.
  public var idleSeconds: Double?
  /// The longest silence of the loop before the rig is made safe, in seconds.
  public var patienceSeconds: Double
  /// The line that lets the laser shine; nil if the laser is always on.
  public var laser: Line?
  /// The line that must be active for the laser to shine; nil for none.
  public var interlock: Line?
  /// The seconds between two measurements of the light of other sources while the loop runs, with the laser off for a
  /// frame; nil to measure it only when the rig is armed. Only detectors that subtract this light need it.
  public var darkIntervalSeconds: Double?
  /// True if a servo's output that another program drives is taken from it.
  public var takesOver = false

  /// How the interlock has to prove itself before anything shines.
  public var interlockProof = InterlockProof.seen

  /// A rig of these axes.
  public init(
    axes: [Axis], pulses: PulseTiming = PulseTiming(), idleSeconds: Double? = nil,
    patienceSeconds: Double = 0.5, laser: Line? = nil, interlock: Line? = nil
  ) {
    self.axes = axes
    self.pulses = pulses
    self.idleSeconds = idleSeconds
    self.patienceSeconds = patienceSeconds
    self.laser = laser
    self.interlock = interlock
  }

  /// The widest pulse that every servo has room for, in nanoseconds.
  public var widestPulseNanoseconds: Int64 {
    let outputs = axes.map(\.servo.output)
    return outputs.map { output in pulses.widestPulseNanoseconds(on: output, among: outputs) }.min()
      ?? pulses.periodNanoseconds
  }

  /// The doubts of a careful owner about these settings, in words.
  public var warnings: [String] {
    var found = axes.filter { axis in axis.servo.calibration == nil }.map { axis in
      """
      the \(axis.name) servo is not calibrated: 500 to 2500 µs are taken for 180°, which may drive it against its \
      stop; run `laserrig calibrate`
      """
    }
    if laser == nil {
      found.append(
        "no laser line: the program cannot switch the laser off, and neither notices nor subtracts the light of other "
          + "sources")
    }
    guard let interlock else {
      return found + ["no interlock: the laser goes on shining if the box is opened"]
    }
    if interlockProof == .none {
      found.append(
        "the interlock need not prove itself: a line that the chip does not pull may read closed all the time")
    }
    if interlock.readsClosedOnBrokenWire {
      found.append(
        "a broken wire at the interlock reads closed: its bias is \(interlock.bias.rawValue), which means closed; let the "
          + "closed switch pull the line the other way")
    }
    return found
  }
}

/// How an interlock has to prove itself before anything shines behind it.
public enum InterlockProof: String, CaseIterable, Sendable {
  /// The line was seen open and then closed since the machine was started.
  case seen
  /// No proof is asked for.
  case none
}
