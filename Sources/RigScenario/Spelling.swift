/// Finds the word that a user meant.
enum Spelling {
  /// The words of a configuration that were renamed, each with its new name.
  static let renamed = ["simulated": "singleAxis"]

  /// The word of `candidates` nearest to `word`, if it is near enough to be meant: at most a third of it mistyped, two
  /// letters of one with five, and one letter of a shorter one.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let (length, word) = (word.count, word.lowercased())
    let farthest = length < 5 ? 1 : max(2, length / 3)
    // Words are at least as far apart as their lengths.
    let ranked = candidates.filter { candidate in abs(candidate.count - length) <= farthest }
      .map { candidate in (candidate, distance(word, candidate.lowercased())) }
    guard let best = ranked.min(by: { left, right in left.1 < right.1 }) else { return nil }
    return best.1 <= farthest ? best.0 : nil
  }

  /// The end of a sentence about an unknown `word`: `, did you mean …?`, or nothing if no candidate is near.
  static func hint(for word: String, among candidates: [String]) -> String {
    nearest(to: word, among: candidates).map { near in ", did you mean \(near)?" } ?? ""
  }

  /// The number of letters to insert, delete, replace or swap with their neighbour. O(n·m).
  ///
  /// Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors", Communications of
  /// the ACM 7(3), 1964 (as the restricted distance, in which no letter is touched twice).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var rows = [Array(0...right.count)]
    for (i, letter) in left.enumerated() {
      var row = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
