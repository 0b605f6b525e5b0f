/// Reports the work in progress on standard error, if that is a terminal.
struct CompareProgress {
  private let total: Int
  private let line = ProgressLine()
  private var begun = 0

  init(of total: Int) {
    self.total = total
  }

  /// The next of the parts begins.
  mutating func begin(_ what: String) {
    begun += 1
    line.show("\(begun) of \(total): \(what)")
  }

  /// Takes the line away again.
  func clear() { line.clear() }
}
