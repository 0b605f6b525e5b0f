import RigCore

/// A map in words, for those who do not see it.
struct MapDescription: Sendable {
  private let map: ValueMap

  init(_ map: ValueMap) {
    self.map = map
  }

  var text: String {
    var sentences = map.notes.map { note in note.hasSuffix(".") ? note : note + "." }
    let columns = map.horizontal.values.count
    let rows = map.vertical.values.count
    sentences.append("\(map.quantity.name) in \(columns) × \(rows) cells.")
    sentences += [Self.words(map.horizontal, "From left to right"), Self.words(map.vertical, "From bottom to top")]
    let count = min(columns * rows, map.values.count)
    let values = map.values.prefix(count)
    let valued = values.indices.lazy.compactMap { index in
      values[index].flatMap { value in value.isNaN ? nil : (index, value) }
    }
    let least = valued.min { left, right in left.1 < right.1 }
    let largest = valued.max { left, right in left.1 < right.1 }
    for (name, extreme) in [("least", least), ("largest", largest)] {
      guard let (index, value) = extreme else { continue }
      let place = [
        Self.words(index % columns, map.horizontal), Self.words(index / columns, map.vertical),
      ].joined(separator: " and ")
      sentences.append("The \(name) is \(Self.words(value, unit: map.quantity.unit)), at \(place).")
    }
    for category in map.categories {
      let members = category.cells.prefix(columns * rows).count { isMember in isMember }
      sentences.append("\(category.label): \(members) cells.")
    }
    let unvalued = values.count { value in value?.isNaN ?? false }
    if unvalued > 0 { sentences.append("\(map.noValueLabel): \(unvalued) cells.") }
    let missing = columns * rows - values.count { value in value != nil }
    if missing > 0 { sentences.append("\(map.missingLabel): \(missing) cells.") }
    if !map.curves.isEmpty {
      sentences.append("Lines over the map: \(map.curves.map(\.label).joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }

  private static func words(_ axis: MapAxis, _ direction: String) -> String {
    let ends = [0, axis.values.count - 1].map { place in
      axis.values.formattedApart(place, significantDigits: 3).withMinusSign
    }
    let range = axis.values.count == 1 ? ends[0] : "\(ends[0]) to \(ends[1])"
    return "\(direction): \(axis.name), \(range)\(axis.unit.isEmpty ? "" : " " + axis.unit)."
  }

  private static func words(_ place: Int, _ axis: MapAxis) -> String {
    let number = axis.values.formattedApart(place, significantDigits: 3).withMinusSign
    return "\(axis.name) \(number)\(axis.unit.isEmpty ? "" : " " + axis.unit)"
  }

  private static func words(_ value: Double, unit: String) -> String {
    let number = value.isInfinite ? (value < 0 ? "−∞" : "∞") : value.formatted(significantDigits: 3).withMinusSign
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}
