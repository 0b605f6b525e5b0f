extension TerminalPlot {
  /// The characters that a plot is made of.
  public enum Characters: Sendable {
    /// Braille patterns, eight dots in a cell, and box-drawing lines.
    case unicode
    /// Characters of seven-bit ASCII only.
    case ascii

    var verticalLine: Character { self == .unicode ? "│" : "|" }
    var tick: Character { self == .unicode ? "┤" : "+" }
    var horizontalLine: Character { self == .unicode ? "─" : "-" }
    var corner: Character { self == .unicode ? "└" : "+" }
    var lost: Character { self == .unicode ? "×" : "x" }
    var minus: String { self == .unicode ? "−" : "-" }
    /// The characters for the curves of several axes, in both sets: everything wider than seven bits that differs well
    /// is of ambiguous width.
    static func curve(_ index: Int) -> Character {
      let all: [Character] = ["o", "#", "+", "%", "&", "@", "$", "="]
      return all[index % all.count]
    }

    /// The characters for places where curves meet, and for a single curve.
    static let meeting: Character = "*"

    /// Dots across and down in one cell.
    var dots: (across: Int, down: Int) { self == .unicode ? (2, 4) : (1, 1) }
  }
}

extension String {
  /// The text with powers of ten, minus signs and squares spelled in ASCII: `10⁻³` is `1e-3`.
  var inSevenBits: String {
    let superscripts: [Character: Character] = [
      "⁻": "-", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
    ]
    var text = ""
    var isRaised = false
    for character in self {
      guard let digit = superscripts[character] else {
        isRaised = false
        text.append(character == "−" ? "-" : character)
        continue
      }
      if !isRaised {
        if text.hasSuffix("10") {
          text.removeLast(2)
          text += "1e"
        } else {
          text.append("^")
        }
      }
      isRaised = true
      text.append(digit)
    }
    return text
  }
}
