/// The counts that one input of a converter can give.
struct IIORange: Sendable, Equatable {
  /// The lowest count: negative for a converter with a sign, otherwise that of darkness.
  let lowest: Double
  /// The highest count.
  let highest: Double

  /// True if `count` stands at an end of the range: every voltage beyond reads the same. The lowest count of a
  /// converter without a sign is darkness and no end.
  func isClipped(_ count: Double) -> Bool { count >= highest || (lowest < 0 && count <= lowest) }
}

extension IIORange {
  /// The range in the text of an `in_voltageN_raw_available`: `[lowest step highest]`, or a list of all counts; nil if
  /// the text is neither.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-bus-iio, "_available".
  init?(available text: String) {
    let isRange = text.hasPrefix("[") && text.hasSuffix("]")
    let words = (isRange ? text.dropFirst().dropLast() : text[...]).split(separator: " ")
    let counts = words.compactMap { word in Double(word) }
    guard counts.count == words.count, !isRange || counts.count == 3 else { return nil }
    guard let lowest = counts.min(), let highest = counts.max(), lowest < highest else { return nil }
    self.init(lowest: lowest, highest: highest)
  }

  /// The range of an element of the device's buffer, from the text of its `in_voltageN_type`, such as `le:s12/16>>4`
  /// for 12 bits with a sign; nil if the text is of another form.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-bus-iio, "in_voltageY_type".
  init?(type text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let sign = text[text.index(after: colon)...].prefix(1)
    guard sign == "s" || sign == "u", let slash = text.firstIndex(of: "/") else { return nil }
    guard let bits = Int(text[text.index(colon, offsetBy: 2)..<slash]) else { return nil }
    self.init(bits: bits, hasSign: sign == "s")
  }

  /// The range of a converter that says nothing of it, by the name of its driver's device; nil for any other.
  ///
  /// Source: the data sheets of Microchip's MCP3002, MCP3004/3008, MCP3202 and MCP3204/3208, which have 10 and 12 bits.
  init?(deviceName: String) {
    switch deviceName {
    case "mcp3002", "mcp3004", "mcp3008": self.init(bits: 10, hasSign: false)
    case "mcp3202", "mcp3204", "mcp3208": self.init(bits: 12, hasSign: false)
    default: return nil
    }
  }

  /// The range of a count of so many bits; nil if no number of bits of a converter is meant.
  private init?(bits: Int, hasSign: Bool) {
    guard (2...32).contains(bits) else { return nil }
    let counts = Double(1 << bits)
    self.init(lowest: hasSign ? -counts / 2 : 0, highest: (hasSign ? counts / 2 : counts) - 1)
  }
}
