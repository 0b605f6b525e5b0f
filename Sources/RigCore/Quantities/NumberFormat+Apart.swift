extension Sequence<Double> {
  /// The numbers as texts, with at least `significantDigits` significant digits and as many more as it takes for
  /// neighbours that differ to have different texts.
  package func formattedApart(significantDigits: Int) -> [String] {
    let numbers = Array(self)
    for digits in significantDigits...15 {
      let texts = numbers.map { number in number.formatted(significantDigits: digits) }
      let areApart = numbers.indices.dropFirst().allSatisfy { index in
        numbers[index] == numbers[index - 1] || texts[index] != texts[index - 1]
      }
      if areApart { return texts }
    }
    return numbers.map(\.description)
  }
}

extension Array<Double> {
  /// The number at `index` as a text, with at least `significantDigits` significant digits and as many more as it takes
  /// to differ in its text from the number before and the one after.
  package func formattedApart(_ index: Int, significantDigits: Int) -> String {
    let start = Swift.max(index - 1, 0)
    return self[start..<Swift.min(index + 2, count)].formattedApart(significantDigits: significantDigits)[index - start]
  }
}
