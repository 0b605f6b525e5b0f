public import RigCore

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
    /// The device works: a fault without a defect.
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

  /// True if the step `step` has the defect.
  func isActive(at step: Int) -> Bool {
    step >= firstStep && step <= lastStep ?? .max
  }
}

extension Fault.Kind {
  /// The word for a kind in a list of faults, in the order in which messages list them.
  public enum Word: String, CaseIterable, Sendable {
    /// The word for ``Fault/Kind/ok``.
    case ok
    /// The word for ``Fault/Kind/stuck``.
    case stuck
    /// The word for ``Fault/Kind/wrong(by:)``.
    case wrong
    /// The word for ``Fault/Kind/delayed(steps:)``.
    case delayed
    /// The word for ``Fault/Kind/intermittent(probability:)``.
    case intermittent
  }

  /// The word and the amount of the kind.
  private var parts: (word: Word, amount: Double?) {
    switch self {
    case .ok: (.ok, nil)
    case .stuck: (.stuck, nil)
    case .wrong(let amount): (.wrong, amount)
    case .delayed(let steps): (.delayed, Double(steps))
    case .intermittent(let probability): (.intermittent, probability)
    }
  }

  /// The word for the kind in a list of faults.
  public var name: String { parts.word.rawValue }

  /// The degrees or centimetres, the steps or the probability of the kind; nil for a kind without an amount.
  public var amount: Double? { parts.amount }

  /// The form of the kind in a list of faults.
  public var form: FaultForm { FaultForm(parts.word) }
}

/// The form of a kind of defect in a list of faults: its name, and the amount that goes with it.
public struct FaultForm: Sendable {
  /// The amount that goes with a kind.
  public struct Amount: Sendable {
    /// The word for the amount.
    public let name: String
    /// The range and the unit of the amount for a defect of a device: numbers or whole numbers.
    public let kind: @Sendable (Fault.Part) -> ParameterDescription.Kind

    fileprivate init(_ name: String, _ kind: @escaping @Sendable (Fault.Part) -> ParameterDescription.Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// The word for the kind.
  public let name: String
  /// The amount that goes with the kind; nil if there is none.
  public let amount: Amount?
  /// The kind with an amount, which a kind without one ignores.
  public let kind: @Sendable (Double) -> Fault.Kind

  private init(_ word: Fault.Kind.Word, _ amount: Amount?, _ kind: @escaping @Sendable (Double) -> Fault.Kind) {
    name = word.rawValue
    self.amount = amount
    self.kind = kind
  }

  /// The form of the kind that `word` stands for.
  public init(_ word: Fault.Kind.Word) {
    switch word {
    case .ok: self.init(word, nil) { _ in .ok }
    case .stuck: self.init(word, nil) { _ in .stuck }
    case .wrong:
      let amount = Amount("by") { part in .number(.length, unit: part == .actuator ? "°" : "cm") }
      self.init(word, amount) { amount in .wrong(by: amount) }
    case .delayed:
      let amount = Amount("steps") { _ in .integer(0...10_000, unit: "steps") }
      self.init(word, amount) { steps in .delayed(steps: Int(steps)) }
    case .intermittent:
      let amount = Amount("probability") { _ in .number(.between(0, 1), unit: "") }
      self.init(word, amount) { probability in .intermittent(probability: probability) }
    }
  }

  /// The forms of all kinds, in the order in which messages list them.
  public static let all = Fault.Kind.Word.allCases.map { word in FaultForm(word) }
}
