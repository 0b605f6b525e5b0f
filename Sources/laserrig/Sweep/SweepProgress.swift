internal import RigClock
internal import RigCore
internal import RigReports
internal import RigScenario

/// Reports on standard error how far a sweep has come, if that is a terminal.
struct SweepProgress {
  private static let width = 20
  /// The least time between two changes of the line, in seconds: quicker changes cannot be read.
  private static let period = 0.1

  private let total: Int
  private let stepsPerCell: Double
  private let line: ProgressLine
  private let clock = SystemClock()
  private let begin: Double
  private var shown = -Double.infinity

  /// The progress of `total` cells.
  init(of total: Int, stepsPerCell: Double, isQuiet: Bool) {
    self.total = total
    self.stepsPerCell = stepsPerCell
    line = ProgressLine(wanted: !isQuiet)
    begin = Self.seconds(clock)
  }

  /// How long it has been going, in seconds.
  var seconds: Double { Self.seconds(clock) - begin }

  private static func seconds(_ clock: SystemClock) -> Double { Double(clock.nanoseconds()) * 1e-9 }

  /// Shows that `done` cells are finished.
  mutating func show(_ done: Int) {
    guard line.isShown else { return }
    let now = seconds
    guard now - shown >= Self.period else { return }
    shown = now
    line.show(Self.text(done, of: total, seconds: now, stepsPerCell: stepsPerCell))
  }

  /// Takes the line away again.
  func clear() { line.clear() }

  static func text(_ done: Int, of total: Int, seconds: Double, stepsPerCell: Double) -> String {
    let share = Double(done) / Double(max(total, 1))
    let full = Int(share * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
    let start = "[\(bar)] \((share * 100).formatted(decimals: 0)) %  \(done) of \(total) cells"
    guard done > 0, seconds > 0 else { return start }
    let rate = Double(done) * stepsPerCell / seconds
    let left = seconds * Double(total - done) / Double(done)
    return "\(start)  \(SweepEffort.rate(rate))  \(SweepEffort.duration(left)) left"
  }
}
