internal import RealModule
internal import RigCore

/// A key of a configuration and the numbers that it takes one after the other.
public struct ScenarioAxis: Sendable {
  /// The key of the configuration that the axis changes.
  public let key: ScenarioKey
  /// The numbers that the key takes, in ascending order.
  public let numbers: [Double]
  /// The axis in words from which it can be read back: `rig.distance=50..1000:64:log`.
  public let text: String
  private let scale: AxisScale

  /// The most numbers of an axis.
  public static let mostNumbers = 100_000
  private static let usualCount = 64

  /// The axis that `text` names: `KEY=FROM..TO`, then `:COUNT` and `:log` as wanted, or `KEY=A,B,C`.
  /// - Throws: `ScenarioError` that blames `flag`, for an unknown key, a key without numbers, or numbers that the key
  ///   cannot have.
  public init(_ text: String, by flag: String) throws(ScenarioError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw ScenarioError(
        .commandLine(flag), "expected KEY=FROM..TO, such as controller.learningRate=0.1..1, got '\(text)'")
    }
    let path = parts[0].trimmed
    func complaint(_ words: String) -> ScenarioError { ScenarioError(.commandLine(flag), key: path, words) }
    guard let key = ScenarioKey.key(at: path) else { throw complaint(ScenarioKey.unknown(path)) }
    guard let scale = AxisScale(key.type) else {
      throw complaint("is no number, and the values of an axis are numbers; choose one with --set")
    }
    self.key = key
    self.scale = scale
    do throws(ValueProblem) {
      let range = parts[1].contains("..") ? try AxisRange(parts[1], scale, usualCount: Self.usualCount) : nil
      if let range { numbers = range.numbers } else { numbers = try Self.list(parts[1], scale) }
      let words = range?.text ?? numbers.map { number in NumberRange.text(number) }.joined(separator: ",")
      self.text = "\(path)=\(words)"
      note = range?.note
    } catch {
      throw complaint(error.words)
    }
    guard numbers.count <= Self.mostNumbers else {
      throw complaint("takes at most \(Self.mostNumbers) values, got \(numbers.count)")
    }
  }

  /// The unit of the numbers; empty for plain ones.
  public var unit: String { scale.unit }

  /// The value at `place` as a flag would give it.
  public func text(at place: Int) -> String { NumberRange.text(numbers[place]) }

  /// Gives `scenario` the value at `place`.
  public func set(_ place: Int, in scenario: inout Scenario) { set(number: numbers[place], in: &scenario) }

  /// Gives `scenario` a value that need not be one of the axis.
  public func set(number: Double, in scenario: inout Scenario) { key.write(&scenario, scale.value(number)) }

  /// True if the ratio of each value to the one before is the same.
  public var isLogarithmic: Bool { text.hasSuffix(":log") }

  /// A note if the numbers are fewer than `text` asks for; nil if they are as many.
  public let note: String?

  private static func list(_ text: String, _ scale: AxisScale) throws(ValueProblem) -> [Double] {
    var numbers: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let number = try scale.number(String(part).trimmed)
      guard !numbers.contains(number) else { throw ValueProblem("\(NumberRange.text(number)) stands there twice") }
      numbers.append(number)
    }
    return numbers.sorted()
  }
}

/// The numbers that a key can have.
private struct AxisScale: Sendable {
  private let type: ScenarioType
  let unit: String
  let isWhole: Bool

  /// The scale of numbers of `type`; nil if its values are not numbers.
  init?(_ type: ScenarioType) {
    self.type = type
    isWhole = if case .integer = type { true } else { false }
    switch type {
    case .number(_, let unit), .integer(_, let unit): self.unit = unit
    case .distance, .height: unit = "cm"
    case .seed, .flag, .choice, .text, .name, .faults, .lines, .calibration: return nil
    }
  }

  func number(_ text: String) throws(ValueProblem) -> Double {
    switch type {
    case .number(let range, let unit): try RawValue.number(text, range, unit: unit)
    case .integer(let range, let unit): Double(try RawValue.integer(text, range, unit: unit))
    case .distance: try RawValue.number(text, NumberRange.distance, unit: unit)
    default: try RawValue.number(text, NumberRange.length, unit: unit)
    }
  }

  func value(_ number: Double) -> ScenarioValue {
    switch type {
    case .integer: .integer(Int(number))
    case .distance: .distance(.fixed(number))
    case .height: .height(.fixed(number))
    default: .number(number)
    }
  }
}

/// `FROM..TO`, `FROM..TO:COUNT`, either with `:log` behind it.
private struct AxisRange {
  let numbers: [Double]
  let text: String
  let note: String?

  init(_ written: String, _ scale: AxisScale, usualCount: Int) throws(ValueProblem) {
    var parts = written.split(separator: ":", omittingEmptySubsequences: false).map { part in String(part).trimmed }
    let ends = parts.removeFirst().split(separator: "..", omittingEmptySubsequences: false).map { end in
      String(end).trimmed
    }
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty, ends[1].first != "." else {
      throw ValueProblem("expected two numbers with two dots between, such as 0.1..1, got '\(written)'")
    }
    let isLogarithmic = parts.last == "log"
    if isLogarithmic { parts.removeLast() }
    guard parts.count <= 1 else {
      throw ValueProblem("expected FROM..TO, then :COUNT and :log as wanted, got '\(written)'")
    }
    let from = try scale.number(ends[0])
    let to = try scale.number(ends[1])
    guard from != to else { throw ValueProblem("the range \(written) is empty; one value needs no dots: \(ends[0])") }
    guard from < to else {
      throw ValueProblem("the range \(written) runs backwards; write \(ends[1])..\(ends[0])")
    }
    guard !isLogarithmic || from > 0 else {
      throw ValueProblem("a logarithmic range begins above 0, got \(ends[0])")
    }
    let count = try parts.first.map { count throws(ValueProblem) in
      do throws(ValueProblem) {
        return try RawValue.integer(count, 2...ScenarioAxis.mostNumbers, unit: "")
      } catch {
        throw ValueProblem("the number of values \(error.words)")
      }
    }
    var wanted = count ?? usualCount
    if scale.isWhole, !isLogarithmic, Double(wanted) > to - from + 1 {
      let most = Int(to - from) + 1
      guard count == nil else {
        throw ValueProblem(
          "there are \(most) whole numbers in \(ends[0])..\(ends[1]), and not \(wanted): write :\(most)")
      }
      wanted = most
    }
    var numbers: [Double] = []
    for place in 0..<wanted {
      let share = Double(place) / Double(wanted - 1)
      let exact = isLogarithmic ? from * .pow(to / from, share) : from + (to - from) * share
      let number = scale.isWhole ? exact.rounded() : exact.tidy
      let clamped = share == 0 ? from : share == 1 ? to : min(max(number, from), to)
      // Between 0 and the least number there is none.
      if from == 0, clamped > 0, numbers.count == 1 { _ = try scale.number(NumberRange.text(clamped)) }
      if numbers.last != clamped { numbers.append(clamped) }
    }
    self.numbers = numbers
    note =
      count == nil || numbers.count == wanted
      ? nil : "only \(numbers.count) of the \(wanted) values are different whole numbers"
    text = "\(NumberRange.text(from))..\(NumberRange.text(to)):\(wanted)\(isLogarithmic ? ":log" : "")"
  }
}

extension Double {
  /// The number in twelve digits, so that differences of libraries in the last digits of a power have no effect.
  fileprivate var tidy: Double { Double(formatted(significantDigits: 12)) ?? self }
}

extension String {
  /// The text without the blanks at its ends.
  fileprivate var trimmed: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
    guard let first = firstIndex(where: { character in !isBlank(character) }),
      let last = lastIndex(where: { character in !isBlank(character) })
    else { return "" }
    return String(self[first...last])
  }
}
