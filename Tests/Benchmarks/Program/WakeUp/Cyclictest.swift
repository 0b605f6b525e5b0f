/// cyclictest of the rt-tests: the kernel developers' own measure of how late a thread wakes up.
struct Cyclictest {
  /// The longest lateness that gets a place of its own, in nanoseconds.
  private static let longest = 1_000_000

  init() throws(Obstacle) {
    do throws(Obstacle) {
      _ = try ChildProcess("cyclictest", ["--help"], isMuted: true)
    } catch {
      throw Obstacle(reason: "cyclictest is not installed: apt-get install rt-tests")
    }
  }

  /// Wakes up `wakeUps` times, `microseconds` apart, with the same `privileges` as the loop beside it and no tuning of
  /// the system. It skips the slots that it missed.
  func run(wakeUps: Int, microseconds: Int, _ privileges: Privileges) throws(Obstacle) -> Lateness {
    let histogram = try TemporaryFile()
    let arguments =
      [
        "--quiet", "--nsecs", "--default-system", "--threads=1", "--interval=\(microseconds)", "--loops=\(wakeUps)",
        "--histogram=\(Self.longest)", "--priority=\(privileges.priority)",
      ] + (privileges.locksMemory ? ["--mlockall"] : [])
    let child = try ChildProcess("cyclictest", arguments, output: histogram.path, isMuted: true)
    guard child.status == 0, let lateness = Self.lateness(try histogram.bytes(), of: wakeUps) else {
      throw Obstacle(reason: "cyclictest \(arguments.joined(separator: " ")) failed")
    }
    return lateness
  }

  /// Reads lines such as `018081 000002`, a lateness and how often it came, and of the comments the greatest lateness.
  private static func lateness(_ text: [UInt8], of wakeUps: Int) -> Lateness? {
    var counts: [(nanoseconds: Int, count: Int)] = []
    var greatest: Int?
    for line in text.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "#") {
        let comment = String(decoding: line, as: UTF8.self)
        if comment.hasPrefix("# Max Latencies: ") { greatest = Int(comment.split(separator: " ")[3]) }
      } else if line.suffix(6).contains(where: { digit in digit != UInt8(ascii: "0") }) {
        let cells = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { cell in Int(cell) }
        guard cells.count == 2 else { return nil }
        counts.append((cells[0], cells[1]))
      }
    }
    return greatest.map { greatest in Lateness(counts, total: wakeUps, greatest: greatest) }
  }
}
