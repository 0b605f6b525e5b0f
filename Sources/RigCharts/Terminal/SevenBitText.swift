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
