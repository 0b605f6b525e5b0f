/// A defect that a simulated device has for a time. Faults are data: a configuration can hold any number of them.
public struct Fault: Sendable, Equatable {
  /// The device that has the defect.
  public enum Part: String, CaseIterable, Sendable {
    /// The servo: the fault is in the command that it obeys.
    case actuator
    /// The sensor: the fault is in the finished reading.
    case sensor
  }

  /// The kind of the defect.
  public enum Kind: Sendable, Equatable {
    /// No defect.
    case ok
    /// The device stays at its last command or reading.
    case stuck
    /// The command is off by so many degrees, or the reading by so many centimetres.
    case wrong(by: Double)
    /// The command or reading is so many steps old, at least 0.
    case delayed(steps: Int)
    /// The command is lost, or the dot not seen, with this probability, 0...1.
    case intermittent(probability: Double)
  }

  /// The device that has the defect.
  public var part: Part
  /// The kind of the defect.
  public var kind: Kind
  /// The first step with the defect.
  public var firstStep: Int
  /// The last step with the defect; nil if the defect never ends.
  public var lastStep: Int?
  /// The only axis, counted from 0, that the defect is on; nil for all axes of every device of the kind.
  public var axis: Int?

  /// A defect of `part` from `firstStep` to `lastStep`, on `axis` alone if it is given.
  public init(part: Part, kind: Kind, firstStep: Int = 0, lastStep: Int? = nil, axis: Int? = nil) {
    self.part = part
    self.kind = kind
    self.firstStep = firstStep
    self.lastStep = lastStep
    self.axis = axis
  }

  func isActive(at step: Int) -> Bool {
    step >= firstStep && step <= lastStep ?? .max
  }
}
