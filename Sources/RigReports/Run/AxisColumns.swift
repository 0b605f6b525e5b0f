internal import RigScenario

extension [RigAxis] {
  /// The columns for the figure `prefix` of each axis, by the names `name`: `errorCentimeters` for a single axis,
  /// `errorCentimetersTilt` and `errorCentimetersPan` for two.
  func columns(_ prefix: String, _ name: (RigAxis) -> String?) -> [String] {
    map { axis in
      let words = (name(axis) ?? "").split(separator: " ")
      return prefix + words.map { word in word.prefix(1).uppercased() + word.dropFirst() }.joined()
    }
  }
}
