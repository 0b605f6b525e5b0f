internal import RigCore

/// A reason why a detector that sees light has no reading.
enum LostReading: CaseIterable {
  /// An input stood at an end of its converter's range.
  case clipped
  /// Light of other sources could have made what was seen.
  case outshone

  /// The name of the reason in a table.
  var title: String {
    switch self {
    case .clipped: "clipped"
    case .outshone: "outshone"
    }
  }

  /// How to have fewer of them.
  var remedy: String {
    switch self {
    case .clipped: "lower the amplifier's gain or dim the light, or choose a wider range of the converter"
    case .outshone: "shade the detector from other light, or put a filter of the laser's colour before it"
    }
  }

  /// So many readings in words, and how to have fewer.
  func words(count: Int) -> String {
    let readings = count.counted("reading counts", plural: "readings count")
    let reason = self == .clipped ? "an input was clipped" : "other light outshone the dot"
    return "\(readings) as lost since \(reason): \(remedy)"
  }
}
