public import RigCore
public import RigSimulation

/// One complete experiment, as in its configuration file: plain numbers in the units of the file.
///
/// Every key of the file, its unit, its range and its place in this value are listed in ``ScenarioKey/all``. The
/// defaults are an ideal rig 300 cm from the wall and the article's rule.
public struct Scenario: Sendable, Equatable {
  /// The purpose of the scenario, in one line.
  public var title = ""
  /// The seed of all random numbers; nil draws a fresh seed.
  public var seed: UInt64?
  /// The settings of the rig.
  @Indirect public var rig = RigSettings()
  /// The pins of a real rig.
  @Indirect public var pins = PinSettings()
  /// The control law and its parameters.
  @Indirect public var controller = ControllerSettings()
  /// The length of the run and the criteria that end it.
  @Indirect public var loop = RunSettings()
  /// The form of the results.
  public var output = OutputSettings()

  /// A scenario with every key at its default.
  public init() {}
}

/// The hidden truth and the devices. Lengths in cm, angles in degrees.
public struct RigSettings: Sendable, Equatable {
  /// The kind of the rig. All settings below except the target are for simulated rigs; ``ScenarioKey/kinds`` lists the
  /// kinds that have a key.
  public var kind = RigKind.singleAxis
  /// The distance of the wall, fixed or drawn.
  public var distance = DistanceSetting.fixed(300)
  /// The change of the wall's distance at each step.
  public var distanceDrift = 0.0
  /// The step at which the wall jumps away by ``distanceJump``.
  public var distanceJumpStep: Int?
  /// How far the wall jumps away.
  public var distanceJump = 0.0
  /// The height of the laser.
  public var laserHeight = 0.0
  /// The height of the target, fixed or drawn.
  public var target = TargetSetting.fixed(100)
  /// How much the target rises at each step.
  public var targetDrift = 0.0
  /// The step at which the target jumps up by ``targetJump``.
  public var targetJumpStep: Int?
  /// How far the target jumps up.
  public var targetJump = 0.0
  /// The amplitude with which the target sways up and down.
  public var targetSway = 0.0
  /// How often the target sways, in Hz.
  public var targetSwayFrequency = 0.0
  /// The phase of the sway at step 0.
  public var targetSwayPhase = 0.0
  /// The place of the target across.
  public var targetAcross = 0.0
  /// How much the target moves across at each step.
  public var targetAcrossDrift = 0.0
  /// The step at which the target jumps across by ``targetAcrossJump``.
  public var targetAcrossJumpStep: Int?
  /// How far the target jumps across.
  public var targetAcrossJump = 0.0
  /// The height at which the dot begins; nil begins with the servo at 0°.
  public var start: Double?
  /// The place across at which the dot begins. If only one of height and place across is nil, the dot begins straight
  /// ahead in that direction.
  public var startAcross: Double?
  /// The servo; with several axes, the servo of each.
  public var servo = ServoSettings()
  /// The servo that turns the beam across; nil for one like ``servo``.
  public var panServo: ServoSettings?
  /// The sensor.
  public var sensor = SensorSettings()
  /// The share of a frame's time by which it varies.
  public var frameJitter = 0.0
  /// The faults: defects of a device that last for some steps.
  public var faults: [Fault] = []
  /// The values of the parameters that only one kind of rig has, such as ``panTilt`` and ``beamWalk``.
  public var own = ParameterValues()
}

/// The distance of the wall in cm.
public enum DistanceSetting: Sendable, Equatable {
  /// The wall stands at this distance.
  case fixed(Double)
  /// The seed draws a distance between the two, every ratio equally likely.
  case drawn(from: Double, to: Double)
}

/// The height of a target in cm.
public enum TargetSetting: Sendable, Equatable {
  /// The target hangs at this height.
  case fixed(Double)
  /// The seed draws a height between the two, every height equally likely.
  case drawn(from: Double, to: Double)

  /// The height, or the middle of the heights that may be drawn.
  public var middle: Double {
    switch self {
    case .fixed(let height): height
    case .drawn(let from, let to): from + (to - from) / 2
    }
  }
}

extension TargetSetting: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A target at this height in cm.
  public init(floatLiteral height: Double) { self = .fixed(height) }
  /// A target at this height in cm.
  public init(integerLiteral height: Int) { self = .fixed(Double(height)) }
}

/// The control law and its parameters.
@dynamicMemberLookup
public struct ControllerSettings: Sendable, Equatable {
  /// The rule that steers: the control law.
  public var rule = RuleDefinition.recursiveLeastSquares
  /// The quantity that the rule steers.
  public var steers = ControlVariable.slope
  /// The parameters of all rules; the rule takes those that it uses.
  public var values = RuleValues()

  /// A controller with every parameter at its default.
  public init() {}

  /// The value of a rule's parameter.
  public subscript<Value>(dynamicMember parameter: KeyPath<RuleParameters, Parameter<Value>>) -> Value {
    get { values[dynamicMember: parameter] }
    set { values[dynamicMember: parameter] = newValue }
  }
}

/// The length of a run and the criteria that end it. Lengths in cm.
public struct RunSettings: Sendable, Equatable {
  /// The greatest number of updates.
  public var steps = 200
  /// How far a settled dot may be off the target.
  public var tolerance = 0.01
  /// The number of readings in a row that must agree.
  public var window = 5
  /// The noise of one reading that the controller assumes; nil takes the sensor's data sheet, which for a simulated
  /// sensor is its own setting.
  public var noise: Double?
  /// The largest error, in cm, to which the controller takes readings to be in proportion; nil takes the sensor's data
  /// sheet, which for a simulated sensor is its own setting, and no limit for a real one.
  public var linearRange: Double?
  /// The age of a reading in steps that the loop assumes when it judges whether the dot has settled; nil takes that of
  /// the simulated sensor, and 0 for a real one.
  public var deadTime: Int?
  /// The number of frames a second.
  public var frameRate = 10.0
  /// True if frames are paced by the clock.
  public var realTime = false
  /// True if each axis is probed before a rule that does not learn steers.
  public var probe = true
  /// The first angle, in degrees, by which each axis is turned in a probe.
  public var probeAngle = 1.0
  /// The greatest angle, in degrees, by which an axis is turned in a probe.
  public var probeLimit = 10.0
  /// The error beyond which the run ends.
  public var divergenceBound = 10_000.0
  /// For how many steps in a row an error must grow to end the run.
  public var divergenceSteps = 8
  /// How often the servo may swing from end to end.
  public var divergenceSwings = 6
  /// How often the rate may be halved before the run ends.
  public var divergenceHalvings = 3
  /// True if an error that swings ever wider counts as diverging before it passes the bound.
  public var divergenceOscillation = true
  /// The number of equal readings in a row that count as a sensor that is frozen; 0 for never.
  public var frozenReadings = 10
  /// The number of lost readings for which the loop holds still.
  public var searchHold = 3
  /// The number of further readings over which the loop sweeps.
  public var searchSweep = 60
  /// The reach of the sweep to each side, in degrees.
  public var searchReach = 10.0
  /// The number of turns of the sweep.
  public var searchTurns = 3.0
}

/// A form of the results.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// A table, for people.
  case table
  /// JSON, for programs.
  case json
  /// CSV, for spreadsheets.
  case csv
}

/// A picture of a run.
public enum PictureName: String, Sendable, CaseIterable {
  /// The rig and the three panels of the descent.
  case overview
  /// The article's figure: cost, convergence, error.
  case descent
  /// The rig from the side.
  case rig
}

/// The form of a run's results.
public struct OutputSettings: Sendable, Equatable {
  /// The form of the results.
  public var format = OutputFormat.table
  /// The file for the picture; nil for none.
  public var plot: String?
  /// The picture that is drawn.
  public var picture = PictureName.overview
  /// True if the steps are left out of the results.
  public var quiet = false
}
