/// A grid of dots that is read out in characters.
struct DotCanvas: Sendable {
  /// Dots across and down.
  let width: Int
  let height: Int
  private let characters: TerminalPlot.Characters
  private var data: [Bool]
  private var line: [Bool]

  /// A canvas of `columns` by `rows` cells.
  init(columns: Int, rows: Int, _ characters: TerminalPlot.Characters) {
    self.characters = characters
    width = columns * characters.dots.across
    height = rows * characters.dots.down
    data = Array(repeating: false, count: width * height)
    line = data
  }

  /// Sets the dot at column `x`, counted from the left, and row `y`, counted from the top, if it is on the canvas.
  mutating func set(_ x: Int, _ y: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    data[y * width + x] = true
  }

  /// A broken line across row `y`.
  mutating func rule(_ y: Int) {
    guard (0..<height).contains(y) else { return }
    for x in 0..<width where characters.dots.across == 1 || x % 2 == 0 { line[y * width + x] = true }
  }

  /// A straight line between two dots.
  ///
  /// Source: J. E. Bresenham, "Algorithm for Computer Control of a Digital Plotter", IBM Systems Journal 4, 1965.
  mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let dx = abs(end.x - start.x)
    let dy = -abs(end.y - start.y)
    var (x, y) = start
    var balance = dx + dy
    set(x, y)
    while (x, y) != end {
      let doubled = 2 * balance
      if doubled >= dy {
        balance += dy
        x += end.x > x ? 1 : -1
      }
      if doubled <= dx {
        balance += dx
        y += end.y > y ? 1 : -1
      }
      set(x, y)
    }
  }

  /// The cells of one row, from the left.
  func cells(row: Int) -> String {
    let dots = characters.dots
    return String(
      (0..<width / dots.across).map { column in
        characters == .ascii ? asciiCell(column, row) : brailleCell(column, row)
      })
  }

  private func asciiCell(_ column: Int, _ row: Int) -> Character {
    let index = row * width + column
    return data[index] ? "*" : line[index] ? "-" : " "
  }

  private func brailleCell(_ column: Int, _ row: Int) -> Character {
    // Unicode numbers the dots of a cell down its left column, down its right one, and then the bottom row.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var pattern: UInt32 = 0
    for (down, pair) in bits.enumerated() {
      for (across, bit) in pair.enumerated() {
        let index = (row * 4 + down) * width + column * 2 + across
        if data[index] || line[index] { pattern |= bit }
      }
    }
    guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return " " }
    return Character(scalar)
  }
}
