/// The text of one attribute, in place: a pulse or a sample costs no heap allocation.
struct SysfsText: Sendable {
  /// The greatest number of bytes: longer than any number, name or channel count that the kernel gives.
  static var capacity: Int { 128 }

  private(set) var bytes = InlineArray<128, UInt8>(repeating: 0)
  private(set) var count = 0

  init() {}

  init(_ number: UInt64) {
    var digits = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    rest = number
    for place in (0..<digits).reversed() {
      bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    bytes[digits] = UInt8(ascii: "\n")
    count = digits + 1
  }

  /// A line of text, cut at the capacity.
  init(line: String) {
    for byte in line.utf8.prefix(Self.capacity - 1) {
      bytes[count] = byte
      count += 1
    }
    bytes[count] = UInt8(ascii: "\n")
    count += 1
  }

  /// Takes the bytes that `fill` writes into the buffer; `fill` returns their number.
  mutating func fill<Failure: Error>(
    _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    var span = bytes.mutableSpan
    count = try unsafe span.withUnsafeMutableBytes(fill)
  }

  /// Hands the bytes of the text to `body` without a copy.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe bytes.span.withUnsafeBytes { buffer in unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
  }

  /// The number of bytes before the white space at the end.
  private var length: Int {
    var end = count
    while end > 0, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    return end
  }

  /// The text without the line feed.
  var string: String {
    String(decoding: (0..<length).map { place in bytes[place] }, as: UTF8.self)
  }

  /// The text as a decimal number, such as `-12` or `0.805664062`; nil if it is none.
  var number: Double? {
    let end = length
    var place = 0
    let isNegative = end > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { place = 1 }
    var digits: Int64 = 0
    var divisor = 1.0
    var hasPoint = false
    var hasDigit = false
    while place < end {
      let byte = bytes[place]
      if byte == UInt8(ascii: "."), !hasPoint, hasDigit {
        hasPoint = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        hasDigit = true
        if digits < 100_000_000_000_000_000 {
          digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
          if hasPoint { divisor *= 10 }
        } else if !hasPoint {
          return nil  // No converter counts that far.
        }
      } else {
        return nil
      }
      place += 1
    }
    guard hasDigit else { return nil }
    return Double(isNegative ? -digits : digits) / divisor
  }
}
