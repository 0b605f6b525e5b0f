internal import RigCore
internal import Yams

/// A value as it was written, before its type is known.
enum RawValue {
  case node(Node)
  case text(String)
}

extension ScenarioType {
  fileprivate var isList: Bool { [.faults, .lines, .calibration].contains(self) }
}

/// The reason why a value does not fit its key, in words that follow the key.
struct ValueProblem: Error {
  let words: String
  /// True for a number beyond the range of its key.
  let isOutOfRange: Bool

  init(_ words: String, isOutOfRange: Bool = false) {
    self.words = words
    self.isOutOfRange = isOutOfRange
  }
}

extension RawValue {
  func parsed(as type: ScenarioType, isOptional: Bool) throws(ValueProblem) -> ScenarioValue {
    if type.isList, !isNone { return try parsedList(as: type) }
    let text = try scalar
    if case .text = self, type == .text || type == .name, isOptional, text.isEmpty {
      throw ValueProblem("is empty; write none for nothing")
    }
    if isOptional, ["none", "null", "~", ""].contains(text) { return .none }
    switch type {
    case .number(let range, let unit): return .number(try Self.number(text, range, unit: unit))
    case .integer(let range, let unit): return .integer(try Self.integer(text, range, unit: unit))
    case .seed:
      guard let seed = UInt64(text) else {
        throw ValueProblem("expected a whole number from 0 to \(UInt64.max), got '\(text)'")
      }
      return .seed(seed)
    case .flag:
      guard let flag = Bool(text) else { throw ValueProblem("expected true or false, got '\(text)'") }
      return .flag(flag)
    case .choice(let words):
      guard words.contains(text) else { throw ValueProblem(Self.unknownWord(text, words)) }
      return .text(text)
    case .text, .name: return .text(try Self.line(text))
    case .distance: return .distance(try Self.distance(text))
    case .height: return .height(try Self.height(text))
    case .faults: return .faults([])
    case .lines: return .lines([])
    case .calibration: throw ValueProblem("is empty; write none for nothing")
    }
  }

  private func parsedList(as type: ScenarioType) throws(ValueProblem) -> ScenarioValue {
    switch type {
    case .lines: .lines(try PinList.lines(self))
    case .calibration: .calibration(try PinList.calibration(self))
    default: .faults(try FaultList.parse(self))
    }
  }

  /// True for the words that stand for an empty list.
  private var isNone: Bool {
    guard let text = try? scalar else { return false }
    return ["none", "null", "~", ""].contains(text)
  }

  /// The value as a node; text is read as YAML.
  var node: Node {
    get throws(ValueProblem) {
      switch self {
      case .node(let node): return node
      case .text(let text):
        do throws(ScenarioError) {
          return try YAMLDocument.root(of: text, from: "") ?? Node("")
        } catch {
          throw ValueProblem(error.problem)
        }
      }
    }
  }

  private var scalar: String {
    get throws(ValueProblem) {
      switch self {
      case .text(let text): return text
      case .node(.scalar(let scalar)): return scalar.string
      case .node: throw ValueProblem("expected a single value, got a list or a section")
      }
    }
  }

  private static func line(_ text: String) throws(ValueProblem) -> String {
    let breaks: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    guard !text.unicodeScalars.contains(where: { breaks.contains($0.properties.generalCategory) }) else {
      throw ValueProblem("must be one line without control characters")
    }
    // At the beginning of a text in a file it is lost.
    guard !text.unicodeScalars.contains("\u{FEFF}") else {
      throw ValueProblem("must have no byte-order mark, which is an invisible character (U+FEFF); type it anew")
    }
    return text
  }

  static func number(_ text: String, _ range: NumberRange, unit: String) throws(ValueProblem) -> Double {
    let unit = unit.isEmpty ? "" : " \(unit)"
    guard let number = Double(text) else {
      throw ValueProblem("expected a number\(unit.isEmpty ? "" : " in\(unit)"), got '\(text)'")
    }
    guard number.isFinite else { throw ValueProblem("must be finite, got '\(text)'") }
    guard range.contains(number) else {
      throw ValueProblem("must be \(range.words)\(unit), got \(text)", isOutOfRange: true)
    }
    return number
  }

  static func integer(_ text: String, _ range: ClosedRange<Int>, unit: String) throws(ValueProblem) -> Int {
    // A number with too many digits for an integer is out of range, not of the wrong type.
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ digit in "0"..."9" ~= digit }) else {
      throw ValueProblem("expected a whole number, got '\(text)'")
    }
    guard let number = Int(text), range.contains(number) else {
      let limits = "between \(range.lowerBound) and \(range.upperBound)\(unit.isEmpty ? "" : " \(unit)")"
      throw ValueProblem("must be \(limits), got \(text.count > 24 ? text.prefix(20) + "…" : text)")
    }
    return number
  }

  static func unknownWord(_ text: String, _ words: [String]) -> String {
    if let new = Spelling.renamed[text], words.contains(new) { return "'\(text)' has a new name: write \(new)" }
    if let near = Spelling.nearest(to: text, among: words) { return "'\(text)' is unknown, did you mean \(near)?" }
    return "'\(text)' is unknown; choose \(words.joined(separator: ", "))"
  }

  private static func distance(_ text: String) throws(ValueProblem) -> DistanceSetting {
    guard text.contains("..") else { return .fixed(try number(text, NumberRange.distance, unit: "cm")) }
    let (from, to) = try range(text, NumberRange.distance, of: "distances", such: "50..1000")
    return .drawn(from: from, to: to)
  }

  private static func height(_ text: String) throws(ValueProblem) -> TargetSetting {
    guard text.contains("..") else { return .fixed(try number(text, NumberRange.length, unit: "cm")) }
    let (from, to) = try range(text, NumberRange.length, of: "heights", such: "-100..100")
    return .drawn(from: from, to: to)
  }

  /// Two lengths in cm with two dots between.
  private static func range(
    _ text: String, _ limits: NumberRange, of what: String, such example: String
  ) throws(ValueProblem) -> (from: Double, to: Double) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty, ends[1].first != "." else {
      throw ValueProblem("expected two \(what) with two dots between, such as \(example), got '\(text)'")
    }
    let from = try number(String(ends[0]), limits, unit: "cm")
    let to = try number(String(ends[1]), limits, unit: "cm")
    guard from <= to else {
      throw ValueProblem("the range \(text) runs backwards; write \(ends[1])..\(ends[0])")
    }
    return (from, to)
  }
}
