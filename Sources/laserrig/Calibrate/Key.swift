/// A key of a terminal, as far as the calibration uses it.
enum Key: Equatable {
  case character(Character)
  case left, right, up, down, pageUp, pageDown
  case enter, escape, backspace
  /// Ctrl-C and Ctrl-Z, which a terminal in raw mode hands on as any other.
  case interrupt, suspend
}

/// Makes keys of the bytes that a terminal sends; a byte that belongs to no ``Key`` is left out.
struct KeyDecoder {
  /// The beginning of a sequence that has not ended yet.
  private var pending: [UInt8] = []

  /// Takes in `bytes` and gives out the keys that are complete.
  mutating func decode(_ bytes: [UInt8]) -> [Key] {
    var keys: [Key] = []
    for byte in bytes {
      if pending.isEmpty {
        if byte == 0x1B { pending = [byte] } else if let key = Self.key(byte) { keys.append(key) }
      } else if pending.count == 1, byte != UInt8(ascii: "["), byte != UInt8(ascii: "O") {
        // No sequence: the escape key, and another one after it.
        keys.append(.escape)
        pending = byte == 0x1B ? [byte] : []
        if byte != 0x1B, let key = Self.key(byte) { keys.append(key) }
      } else {
        pending.append(byte)
        // The last byte of a sequence is a letter or a tilde; before it stand digits and semicolons.
        guard pending.count > 2, (0x40...0x7E).contains(byte) else { continue }
        if let key = Self.key(ofSequence: pending) { keys.append(key) }
        pending = []
      }
    }
    return keys
  }

  /// Ends a sequence after a pause: the escape key alone.
  mutating func pause() -> [Key] {
    defer { pending = [] }
    return pending == [0x1B] ? [.escape] : []
  }

  private static func key(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x03, 0x1C: .interrupt
    case 0x1A: .suspend
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x20...0x7E: .character(Character(Unicode.Scalar(byte)))
    default: nil
    }
  }

  private static func key(ofSequence bytes: [UInt8]) -> Key? {
    switch (bytes[bytes.count - 1], bytes[2...].prefix { byte in byte != UInt8(ascii: ";") }.first) {
    case (UInt8(ascii: "A"), _): .up
    case (UInt8(ascii: "B"), _): .down
    case (UInt8(ascii: "C"), _): .right
    case (UInt8(ascii: "D"), _): .left
    case (UInt8(ascii: "~"), UInt8(ascii: "5")): .pageUp
    case (UInt8(ascii: "~"), UInt8(ascii: "6")): .pageDown
    default: nil
    }
  }
}
