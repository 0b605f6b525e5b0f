internal import Glibc

/// Says on standard error what is being worked at, where a person watches it.
struct CompareProgress {
  private let total: Int
  private let isShown = isatty(2) == 1
  private var begun = 0

  init(of total: Int) {
    self.total = total
  }

  /// The next of the parts begins.
  mutating func begin(_ what: String) {
    begun += 1
    show("\(begun) of \(total): \(what)")
  }

  /// Takes the line away again.
  func clear() {
    show("")
  }

  private func show(_ line: String) {
    guard isShown else { return }
    // A narrow window would break a long line, of which only the end could be taken away again.
    _ = Descriptor(number: 2).write(Array("\r\u{1B}[K\(line.prefix(60))".utf8), until: { Signals.stop != nil })
  }
}
