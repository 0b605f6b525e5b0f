public import RigCore

/// A real rig as its owner describes it: what hangs on which pin, and what it may do.
public struct PinRigSettings: Sendable {
  /// One servo.
  public struct Servo: Sendable {
    /// What makes its pulses.
    public var output: any ServoOutputSettings
    /// Pulses and angles; nil if they have not been measured.
    public var calibration: ServoCalibration?
    /// The angles that it may be turned to.
    public var travel: ClosedRange<Angle>
    /// The highest speed in degrees a second; nil for as fast as it can.
    public var slewRateDegreesPerSecond: Double?
    /// True where it is mounted upside down.
    public var isReversed: Bool
    /// Where it is turned when the rig is armed.
    public var start: Angle
    /// Where it is turned before its pulses end; nil to leave it where it is.
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

    /// Pulses and angles as far as they are known: the measured ones, or what most servos come near to.
    public var knownCalibration: ServoCalibration { calibration ?? .typical }

    /// The hardware that makes the pulses, such as "a PWM chip"; nil if the program makes them.
    public var pulseMaker: String? { type(of: output).pulseMaker }

    /// The greatest change of the pulse from frame to frame that the slew rate allows, in nanoseconds, where frames are
    /// `periodNanoseconds` apart; nil where nothing limits it.
    public func greatestStepNanoseconds(periodNanoseconds: Int64) -> Int64? {
      slewRateDegreesPerSecond.map { rate in
        knownCalibration.stepNanoseconds(for: .degrees(rate * Double(periodNanoseconds) / 1e9))
      }
    }
  }

  /// An input or output line and its sense.
  public struct Line: Sendable, Equatable {
    /// Which line.
    public var address: LineAddress
    /// True where a low level means active.
    public var isActiveLow: Bool
    /// What pulls it, where it is an input.
    public var bias: LineBias

    /// The line at `address`.
    public init(_ address: LineAddress, isActiveLow: Bool = false, bias: LineBias = .asIs) {
      self.address = address
      self.isActiveLow = isActiveLow
      self.bias = bias
    }
  }

  /// One axis.
  public struct Axis: Sendable {
    /// What people call it: tilt, pan.
    public var name: String
    /// What turns the beam.
    public var servo: Servo
    /// What sees the dot.
    public var detector: any DetectorSettings
    /// Where the target is on the detector.
    public var target: Length

    /// The axis `name`.
    public init(name: String, servo: Servo, detector: any DetectorSettings, target: Length) {
      self.name = name
      self.servo = servo
      self.detector = detector
      self.target = target
    }
  }

  /// The axes, one or two.
  public var axes: [Axis]
  /// How pulses are made.
  public var pulses: PulseTiming
  /// After how many seconds without a change a servo's pulses stop; nil for never.
  public var idleSeconds: Double?
  /// How long the loop may be silent before the rig is made safe, in seconds.
  public var patienceSeconds: Double
  /// The line that lets the laser shine; nil where the laser is always on.
  public var laser: Line?
  /// The line that must be active for the laser to shine; nil for none.
  public var interlock: Line?

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

  /// What a careful owner would ask about these settings.
  public var warnings: [String] {
    var found = axes.filter { axis in axis.servo.calibration == nil }.map { axis in
      """
      the \(axis.name) servo is not calibrated: 500 to 2500 µs are taken for 180°, which may drive it against its \
      stop; run `laserrig calibrate`
      """
    }
    if laser == nil {
      found.append("no laser line: the program cannot switch the laser off, and light of other sources goes unnoticed")
    }
    if interlock == nil { found.append("no interlock: the laser goes on shining when somebody opens the box") }
    return found
  }
}
