/// The names of the axes of a rig, and of the quantities on them.
enum AxisNames {
  /// The names in the order of the axes: `tilt` (up and down) and `pan` (to the sides) for two, those of the mirrors of
  /// a beam walk for four, numbers for any other count; a single axis has no name.
  static func all(_ axes: Int) -> [String?] {
    switch axes {
    case 1: [nil]
    case 2: ["tilt", "pan"]
    case 4: ["mirror 1 tilt", "mirror 1 pan", "mirror 2 tilt", "mirror 2 pan"]
    default: numbers(axes)
    }
  }

  /// The names of the errors: those of the axes, except for a beam walk, in which no axis has an error of its own.
  static func errors(_ axes: Int) -> [String?] {
    axes == 4 ? places(axes) : all(axes)
  }

  /// The directions in which the dots and targets of several axes have their places.
  static func places(_ axes: Int) -> [String] {
    switch axes {
    case 2: ["height", "across"]
    case 4: ["near height", "near across", "far height", "far across"]
    default: numbers(axes)
    }
  }

  /// The columns for the figure `prefix` of each of `names`: `errorCentimeters` for a single axis,
  /// `errorCentimetersTilt` and `errorCentimetersPan` for two.
  static func columns(_ prefix: String, _ names: [String?]) -> [String] {
    names.map { name in
      let words = (name ?? "").split(separator: " ")
      return prefix + words.map { word in word.prefix(1).uppercased() + word.dropFirst() }.joined()
    }
  }

  private static func numbers(_ axes: Int) -> [String] {
    (1...axes).map { number in "axis \(number)" }
  }
}
