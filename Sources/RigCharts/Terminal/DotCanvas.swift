/// A grid of dots that is read out in characters.
///
/// An only curve is made of dots, several in a cell if there are such characters. Of several curves each is made of
/// its own character, and where they meet of one that stands for all.
struct DotCanvas: Sendable {
  /// Dots across and down.
  let width: Int
  let height: Int
  /// Dots across and down in one cell.
  let cell: (across: Int, down: Int)
  private let characters: TerminalPlot.Characters
  private let curves: Int
  /// For each dot the curves that run through it, one bit each.
  private var data: [UInt64]
  private var line: [Bool]

  /// Dots across and down in one cell of a canvas for so many curves.
  static func cell(_ characters: TerminalPlot.Characters, curves: Int) -> (across: Int, down: Int) {
    curves == 1 ? characters.dots : (1, 1)
  }

  /// A canvas of `columns` by `rows` cells for so many curves, of which there are characters for a few.
  init(columns: Int, rows: Int, _ characters: TerminalPlot.Characters, curves: Int = 1) {
    self.characters = characters
    self.curves = curves
    cell = Self.cell(characters, curves: curves)
    width = columns * cell.across
    height = rows * cell.down
    data = Array(repeating: 0, count: width * height)
    line = Array(repeating: false, count: width * height)
  }

  /// Sets the dot at column `x`, counted from the left, and row `y`, counted from the top, if it is on the canvas.
  mutating func set(_ x: Int, _ y: Int, curve: Int = 0) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    data[y * width + x] |= 1 << UInt64(curve)
  }

  /// A broken line across row `y`.
  mutating func rule(_ y: Int) {
    guard (0..<height).contains(y) else { return }
    for x in 0..<width where cell.across == 1 || x % 2 == 0 { line[y * width + x] = true }
  }

  /// A straight line between two dots.
  ///
  /// Source: J. E. Bresenham, "Algorithm for Computer Control of a Digital Plotter", IBM Systems Journal 4, 1965.
  mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int), curve: Int = 0) {
    let dx = abs(end.x - start.x)
    let dy = -abs(end.y - start.y)
    var (x, y) = start
    var balance = dx + dy
    set(x, y, curve: curve)
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
      set(x, y, curve: curve)
    }
  }

  /// The cells of one row, from the left.
  func cells(row: Int) -> String {
    String(
      (0..<width / cell.across).map { column in
        cell.across == 1 ? plainCell(column, row) : brailleCell(column, row)
      })
  }

  private func plainCell(_ column: Int, _ row: Int) -> Character {
    let index = row * width + column
    let mask = data[index]
    if mask == 0 { return line[index] ? characters.horizontalLine : " " }
    if curves == 1 || mask.nonzeroBitCount > 1 { return TerminalPlot.Characters.meeting }
    return TerminalPlot.Characters.curve(mask.trailingZeroBitCount)
  }

  private func brailleCell(_ column: Int, _ row: Int) -> Character {
    // Unicode numbers the dots of a cell down its left column, down its right one, and then the bottom row.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var pattern: UInt32 = 0
    for (down, pair) in bits.enumerated() {
      for (across, bit) in pair.enumerated() {
        let index = (row * 4 + down) * width + column * 2 + across
        if data[index] != 0 || line[index] { pattern |= bit }
      }
    }
    guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return " " }
    return Character(scalar)
  }
}
