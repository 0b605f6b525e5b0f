package import RigCore

/// The value of a flag that is not a key of the configuration, checked in the same way as a key's.
package struct FlagValue {
  private let flag: String
  private let text: String

  /// The text that the user wrote behind `flag`.
  package init(_ flag: String, _ text: String) {
    self.flag = flag
    self.text = text
  }

  /// A whole number in `range`.
  /// - Throws: `ScenarioError` that names the expected value.
  package func integer(in range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    try judged { () throws(ValueProblem) in try RawValue.integer(text, range, unit: "") }
  }

  /// A number in `range`.
  /// - Throws: `ScenarioError` that names the expected value.
  package func number(in range: NumberRange, unit: String) throws(ScenarioError) -> Double {
    try judged { () throws(ValueProblem) in try RawValue.number(text, range, unit: unit) }
  }

  /// Different numbers in `range`, at most `most`, with commas between.
  /// - Throws: `ScenarioError` that names the expected value.
  package func numbers(in range: NumberRange, unit: String, atMost most: Int) throws(ScenarioError) -> [Double] {
    try different(parts.map { part throws(ScenarioError) in try part.number(in: range, unit: unit) }, atMost: most)
  }

  /// One of `words`.
  /// - Throws: `ScenarioError` that names the nearest of them.
  package func word(of words: [String]) throws(ScenarioError) -> String {
    guard words.contains(text) else { throw error(RawValue.unknownWord(text, words)) }
    return text
  }

  /// Different ones of `words`, with commas between.
  /// - Throws: `ScenarioError` that names the nearest of them.
  package func words(of words: [String]) throws(ScenarioError) -> [String] {
    try different(parts.map { part throws(ScenarioError) in try part.word(of: words) }, atMost: words.count)
  }

  /// The error `problem` about this value.
  package func error(_ problem: String) -> ScenarioError {
    ScenarioError(.commandLine(flag), problem)
  }

  private var parts: [FlagValue] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { part in FlagValue(flag, String(part)) }
  }

  private func different<Value: Hashable>(_ values: [Value], atMost most: Int) throws(ScenarioError) -> [Value] {
    var seen: Set<Value> = []
    for value in values where !seen.insert(value).inserted { throw error("\(value) stands there twice") }
    guard values.count <= most else { throw error("takes at most \(most) values, got \(values.count)") }
    return values
  }

  private func judged<Value>(_ value: () throws(ValueProblem) -> Value) throws(ScenarioError) -> Value {
    do throws(ValueProblem) {
      return try value()
    } catch {
      throw self.error(error.words)
    }
  }
}
