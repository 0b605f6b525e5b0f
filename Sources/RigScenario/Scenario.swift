public import RigCore
public import RigSimulation

/// One complete experiment, as its configuration file says it: plain numbers in the units of the file.
///
/// Every key of the file, its unit, its range and its place in here stand in ``ScenarioKey/all``. The defaults are an
/// ideal rig 300 cm from the wall and the article's rule.
public struct Scenario: Sendable, Equatable {
  /// What the scenario shows, in one line.
  public var title = ""
  /// Where all chance comes from; nil draws a fresh seed.
  public var seed: UInt64?
  /// What is steered.
  @Indirect public var rig = RigSettings()
  /// The pins of a real rig.
  @Indirect public var pins = PinSettings()
  /// How it is steered.
  @Indirect public var controller = ControllerSettings()
  /// How long, and what it takes for an end.
  @Indirect public var loop = RunSettings()
  /// What is shown.
  public var output = OutputSettings()

  /// The defaults.
  public init() {}
}

/// The hidden truth and the devices. Lengths in cm, angles in degrees.
public struct RigSettings: Sendable, Equatable {
  /// What kind of rig this is. All that follows but the target is for simulated ones; ``ScenarioKey/kinds`` tells which
  /// key is for which kind.
  public var kind = RigKind.singleAxis
  /// The distance of the wall, fixed or drawn.
  public var distance = DistanceSetting.fixed(300)
  /// How much farther away the wall moves at each step.
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
  /// Where the target is across.
  public var targetAcross = 0.0
  /// How much the target moves across at each step.
  public var targetAcrossDrift = 0.0
  /// The step at which the target jumps across by ``targetAcrossJump``.
  public var targetAcrossJumpStep: Int?
  /// How far the target jumps across.
  public var targetAcrossJump = 0.0
  /// The height at which the dot begins; nil begins with the servo at 0°.
  public var start: Double?
  /// Where the dot begins across. Of two axes, one that is nil begins straight ahead where the other is not.
  public var startAcross: Double?
  /// The servo, of several axes each.
  public var servo = ServoSettings()
  /// The servo that turns the beam across; nil for one like ``servo``.
  public var panServo: ServoSettings?
  /// The sensor.
  public var sensor = SensorSettings()
  /// Defects for a time.
  public var faults: [FaultSettings] = []
  /// The values of the parameters that only one kind of rig has, such as ``panTilt`` and ``beamWalk``.
  public var own = ParameterValues()
}

/// The distance of the wall in cm.
public enum DistanceSetting: Sendable, Equatable {
  /// The wall stands here.
  case fixed(Double)
  /// The seed draws a distance between the two, every ratio equally likely.
  case drawn(from: Double, to: Double)
}

/// The height of a target in cm.
public enum TargetSetting: Sendable, Equatable {
  /// The target hangs here.
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
  public init(floatLiteral height: Double) { self = .fixed(height) }
  public init(integerLiteral height: Int) { self = .fixed(Double(height)) }
}

/// One entry of the list of faults.
public struct FaultSettings: Sendable, Equatable {
  /// What a fault does to its device.
  public enum Kind: String, Sendable, CaseIterable {
    /// Nothing.
    case ok
    /// The device stays at its last value.
    case stuck
    /// The value is off by ``FaultSettings/by``.
    case wrong
    /// The value is ``FaultSettings/steps`` steps old.
    case delayed
    /// The value is lost with ``FaultSettings/probability``.
    case intermittent
  }

  /// The device.
  public var part = Fault.Part.sensor
  /// What is wrong with it.
  public var kind = Kind.ok
  /// The first step with the fault.
  public var from = 0
  /// The last step with the fault; nil for good.
  public var to: Int?
  /// How far off a wrong value is, in degrees or cm.
  public var by = 0.0
  /// How old a delayed value is.
  public var steps = 0
  /// How likely an intermittent value is lost.
  public var probability = 0.0
  /// The only axis with the fault, counted from 1; nil for all.
  public var axis: Int?
}

/// The control law and its parameters.
@dynamicMemberLookup
public struct ControllerSettings: Sendable, Equatable {
  /// The control law.
  public var rule = RuleDefinition.recursiveLeastSquares
  /// Which number the rule steers.
  public var steers = ControlVariable.slope
  /// The parameters of all rules; the rule takes those that it uses.
  public var values = RuleValues()

  /// The defaults.
  public init() {}

  /// The value of a rule's parameter.
  public subscript<Value>(dynamicMember parameter: KeyPath<RuleParameters, Parameter<Value>>) -> Value {
    get { values[dynamicMember: parameter] }
    set { values[dynamicMember: parameter] = newValue }
  }
}

/// How long a run takes and what ends it. Lengths in cm.
public struct RunSettings: Sendable, Equatable {
  /// The most updates.
  public var steps = 200
  /// How far off a settled dot may be.
  public var tolerance = 0.01
  /// How many readings in a row must agree.
  public var window = 5
  /// The noise of one reading as the controller takes it to be; nil takes the sensor's data sheet, which for a
  /// simulated sensor is its own setting.
  public var noise: Double?
  /// Frames a second.
  public var frameRate = 10.0
  /// True where frames are paced by the clock.
  public var realTime = false
  /// True where each axis is tried out before a rule that does not learn is let loose.
  public var probe = true
  /// How far each axis is turned at first to try it, in degrees.
  public var probeAngle = 1.0
  /// How far it is turned at most, in degrees.
  public var probeLimit = 10.0
  /// The error beyond which the run ends.
  public var divergenceBound = 10_000.0
  /// For how many steps in a row an error must grow to end the run.
  public var divergenceSteps = 8
  /// How often the servo may swing from end to end.
  public var divergenceSwings = 6
  /// How often the rate may be halved before that.
  public var divergenceHalvings = 3
  /// For how many lost readings to hold still.
  public var searchHold = 3
  /// Over how many more to sweep.
  public var searchSweep = 60
  /// How far the sweep goes, in degrees.
  public var searchReach = 10.0
  /// How many turns the sweep makes.
  public var searchTurns = 3.0
}

/// A form of the results.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// For people.
  case table
  /// For programs.
  case json
  /// For spreadsheets.
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

/// What is shown of a run.
public struct OutputSettings: Sendable, Equatable {
  /// The form of the results.
  public var format = OutputFormat.table
  /// The file for the picture; nil for none.
  public var plot: String?
  /// Which picture.
  public var picture = PictureName.overview
  /// True where steps are left out.
  public var quiet = false
}
