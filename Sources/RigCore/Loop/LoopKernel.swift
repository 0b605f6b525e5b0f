/// The step of every loop: turn the rig to a command within its travel, and read what the sensor sees there.
///
/// The kernel has no rule and judges nothing. The loop around it reads with ``look()``, decides, and commands with
/// ``turn(to:)``: ``ControlLoop`` with a rule and a supervisor, a probe with a plan of its own, a trial of a sweep with
/// a rule alone. The kernel keeps the exact command and sends it clamped to the travel: what the actuator makes of it
/// (rounding, play) shows in the readings only. A step allocates nothing and counts no references.
///
/// ```swift
/// var kernel = LoopKernel(rig: rig, start: PerAxis(.zero))
/// try kernel.begin()
/// while let error = try kernel.look().followableError {
///   try kernel.turn(to: rule.update(kernel.command, error: error))
/// }
/// ```
public struct LoopKernel<let axes: Int, Plant: Rig & ~Copyable>: ~Copyable
where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes> {
  /// The rig that the loop drives.
  public var rig: Plant
  /// The number of the laser's pose that a command is.
  public let controlVariable: ControlVariable
  /// The lowest command of each axis, in units of ``controlVariable``.
  public let lowest: PerAxis<axes, Double>
  /// The highest command of each axis, in units of ``controlVariable``.
  public let highest: PerAxis<axes, Double>
  @usableFromInline
  var latestCommand: PerAxis<axes, Double>

  /// The latest command, in units of ``controlVariable``; the start before ``begin()``.
  @inlinable
  public var command: PerAxis<axes, Double> { latestCommand }

  /// A loop that will first turn `rig` to `start`, clamped to its travel.
  @inlinable
  public init(rig: consuming Plant, start: PerAxis<axes, Angle>, controlVariable: ControlVariable = .slope) {
    let travel = rig.travel
    let lowest = travel.lower.map { angle in controlVariable.command(at: angle) }
    let highest = travel.upper.map { angle in controlVariable.command(at: angle) }
    var command = start.map { angle in controlVariable.command(at: angle) }
    for axis in 0..<axes {
      precondition(lowest[axis] <= highest[axis], "a travel's lower end lies below its upper")
      precondition(!command[axis].isNaN, "a start is an angle")
      command[axis] = min(max(command[axis], lowest[axis]), highest[axis])
    }
    self.rig = rig
    self.controlVariable = controlVariable
    self.lowest = lowest
    self.highest = highest
    latestCommand = command
  }

  /// The angles of the latest command.
  @inlinable
  public var angles: PerAxis<axes, Angle> { angles(of: command) }

  /// The angles of the command `command`.
  @inlinable
  @inline(__always)
  public func angles(of command: PerAxis<axes, Double>) -> PerAxis<axes, Angle> {
    let variable = controlVariable
    return command.map { value in variable.angle(of: value) }
  }

  /// Turns the rig to the start.
  /// - Throws: the error of the rig.
  @inlinable
  @inline(__always)
  public mutating func begin() throws(Plant.Failure) {
    try rig.move(to: angles)
  }

  /// Reads what the sensor sees at the latest command.
  /// - Throws: the error of the rig.
  @inlinable
  @inline(__always)
  public mutating func look() throws(Plant.Failure) -> Reading<axes> {
    try rig.read()
  }

  /// Turns the rig to `wish`, or as far in its direction as the travel goes. An axis whose wish is NaN stays where it
  /// is.
  /// - Returns: true if `wish` lay beyond the travel on some axis, so that the command is a limit of it.
  /// - Throws: the error of the rig; the command then stays as it is.
  @inlinable
  @inline(__always)
  @discardableResult
  public mutating func turn(to wish: PerAxis<axes, Double>) throws(Plant.Failure) -> Bool {
    var next = command
    var isClamped = false
    for axis in 0..<axes {
      // Written so that NaN takes the slow path.
      if _slowPath(!(wish[axis] >= lowest[axis] && wish[axis] <= highest[axis])) {
        guard let end = end(of: wish[axis], axis: axis) else { continue }
        isClamped = true
        next[axis] = end == .upper ? highest[axis] : lowest[axis]
      } else {
        next[axis] = wish[axis]
      }
    }
    try rig.move(to: angles(of: next))
    latestCommand = next
    return isClamped
  }

  /// The end of the travel beyond which `wish` lies on `axis`; nil if it lies within the travel or is NaN.
  @inlinable
  @inline(__always)
  func end(of wish: Double, axis: Int) -> TravelEnd? {
    if wish > highest[axis] { return .upper }
    return wish < lowest[axis] ? .lower : nil
  }
}

extension LoopKernel: Copyable where Plant: Copyable {}

/// An end of an actuator's travel.
@usableFromInline
enum TravelEnd: Sendable {
  case lower, upper
}
