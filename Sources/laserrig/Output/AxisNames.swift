/// What the axes of a rig are called.
enum AxisNames {
  /// The names in the order of the axes: `tilt` (up and down) and `pan` (to the sides) for two, numbers for more; an only
  /// axis needs none.
  static func all(_ axes: Int) -> [String?] {
    switch axes {
    case 1: [nil]
    case 2: ["tilt", "pan"]
    default: (1...axes).map { number in "axis \(number)" }
    }
  }

  /// The columns for a figure of each axis: `errorCentimeters` of an only axis, `errorCentimetersTilt` and
  /// `errorCentimetersPan` of two, `errorCentimeters1` … of more.
  static func columns(_ figure: String, _ axes: Int) -> [String] {
    switch axes {
    case 1: [figure]
    case 2: [figure + "Tilt", figure + "Pan"]
    default: (1...axes).map { number in figure + "\(number)" }
    }
  }
}
