/// The number type in which trials are judged: that of one trial (`Double`, `Float`), or of 32 side by side
/// (`FloatLanes`).
///
/// The judgement is written once for all of them, as dimforge/rapier writes a solver once for a scalar and for lanes.
protocol TrialNumber: Sendable {
  /// A Boolean value for each trial.
  associatedtype Answer: TrialAnswer
  /// A count of trials.
  associatedtype Count: TrialCount<Answer>
  /// A sum over trials.
  associatedtype Sum: TrialSum<Self>

  /// The number of trials that one number belongs to.
  static var trials: Int { get }

  /// The same number for each trial.
  init(_ constant: Double)

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func < (left: Self, right: Self) -> Answer
  static func max(_ left: Self, _ right: Self) -> Self

  /// The sum divided by `count` for each trial.
  func mean(of count: Int) -> Self
  /// The numbers of the trials for which `answer` is true, and 0 elsewhere.
  func only(where answer: Answer) -> Self
  /// The number of one trial.
  func number(ofTrial trial: Int) -> Double
  /// Hands the first `count` numbers, which are whole, to `take`.
  func whole(first count: Int, _ take: (Int) -> Void)
}

/// A Boolean value for each of the trials of a ``TrialNumber``.
protocol TrialAnswer: Sendable {
  /// True for the first `count` trials.
  init(first count: Int)
  /// False for every trial.
  static var none: Self { get }
  /// True if it is true for some trial.
  var isAnywhere: Bool { get }
  /// The first trial for which it is true; nil if there is none.
  var first: Int? { get }

  static func & (left: Self, right: Self) -> Self
  static func | (left: Self, right: Self) -> Self
  static prefix func ! (answer: Self) -> Self
}

/// A count of trials.
protocol TrialCount<Answer>: Sendable {
  associatedtype Answer: TrialAnswer
  /// A count of no trials.
  init()
  /// Counts the trials for which `answer` is true.
  mutating func count(_ answer: Answer)
  /// The number of trials counted.
  var total: Int { get }
}

/// A sum over trials, in double precision.
protocol TrialSum<Number>: Sendable {
  associatedtype Number: TrialNumber
  /// A sum of nothing, zero for each trial.
  init()
  /// Adds `numbers`.
  mutating func add(_ numbers: Number)
  /// Adds the squares of `numbers`, each taken in double precision.
  mutating func addSquares(_ numbers: Number)
  /// The sum over all trials.
  var total: Double { get }
}

// MARK: One trial

extension Bool: TrialAnswer {
  init(first count: Int) { self = count > 0 }
  static var none: Bool { false }
  var isAnywhere: Bool { self }
  var first: Int? { self ? 0 : nil }

  @inline(__always)
  static func & (left: Bool, right: Bool) -> Bool { left && right }
  @inline(__always)
  static func | (left: Bool, right: Bool) -> Bool { left || right }
}

/// A count of trials that come one by one.
struct ScalarCount: TrialCount {
  private(set) var total = 0

  @inline(__always)
  mutating func count(_ answer: Bool) { if answer { total += 1 } }
}

/// A sum over trials that come one by one.
struct ScalarSum<Number: TrialNumber & BinaryFloatingPoint>: TrialSum {
  private(set) var total = 0.0

  @inline(__always)
  mutating func add(_ number: Number) { total += Double(number) }
  @inline(__always)
  mutating func addSquares(_ number: Number) { total += Double(number) * Double(number) }
}

extension TrialNumber where Self: BinaryFloatingPoint {
  static var trials: Int { 1 }
  @inline(__always)
  static func max(_ left: Self, _ right: Self) -> Self { Swift.max(left, right) }
  @inline(__always)
  func only(where answer: Bool) -> Self { answer ? self : 0 }
  func number(ofTrial trial: Int) -> Double { Double(self) }
  @inline(__always)
  func whole(first count: Int, _ take: (Int) -> Void) { if count > 0 { take(Int(self)) } }
}

extension Double: TrialNumber {
  typealias Answer = Bool
  typealias Count = ScalarCount
  typealias Sum = ScalarSum<Double>

  @inline(__always)
  func mean(of count: Int) -> Double { self / Double(count) }
}

extension Float: TrialNumber {
  typealias Answer = Bool
  typealias Count = ScalarCount
  typealias Sum = ScalarSum<Float>

  /// A multiplication by the reciprocal, as in lanes, which multiply more quickly than they divide.
  @inline(__always)
  func mean(of count: Int) -> Float { Float(1 / Double(count)) * self }
}

// MARK: 32 trials side by side

extension LaneMask: TrialAnswer {}

extension CountLanes: TrialCount {
  @inline(__always)
  init() { self = .zero }
}

extension SumLanes: TrialSum {}

extension FloatLanes: TrialNumber {
  typealias Answer = LaneMask
  typealias Count = CountLanes
  typealias Sum = SumLanes

  static var trials: Int { count }

  @inline(__always)
  init(_ constant: Double) { self.init(repeating: Float(constant)) }
  @inline(__always)
  func mean(of count: Int) -> FloatLanes { Float(1 / Double(count)) * self }
  func number(ofTrial trial: Int) -> Double { Double(self[trial]) }
  @inline(__always)
  func whole(first count: Int, _ take: (Int) -> Void) {
    let numbers = array
    for lane in 0..<count { take(Int(numbers[lane])) }
  }
}
