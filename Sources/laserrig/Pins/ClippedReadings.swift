/// The readings that were lost because an input stood at an end of its converter's range.
struct ClippedReadings {
  let count: Int

  /// The number in words, and how to have fewer.
  var words: String {
    "\(count) \(count == 1 ? "reading was" : "readings were") clipped, so \(count == 1 ? "it counts" : "they count") as "
      + "lost: \(Self.remedy)"
  }

  /// The remedy against clipping.
  static let remedy = "lower the amplifier's gain or dim the light, or choose a wider range of the converter"
}
