import RealModule

@testable import RigCharts

/// Maps to draw: one as a sweep gives, and those that are hard to draw.
enum Maps {
  static func even(_ first: Double, _ last: Double, _ count: Int) -> [Double] {
    (0..<count).map { index in first + (last - first) * Double(index) / Double(max(count - 1, 1)) }
  }

  static func factors(_ first: Double, _ last: Double, _ count: Int) -> [Double] {
    even(.log(first), .log(last), count).map(Double.exp)
  }

  /// A map with a cell for each of `values`, over 1, 2, 3 and so on.
  static func map(
    columns: Int, rows: Int, values: [Double?], spacing: Scale.Spacing = .linear,
    quantity: ValueMap.Quantity = .init(name: "error", unit: "cm"), categories: [ValueMap.Category] = [],
    curves: [ValueMap.Curve] = []
  ) throws -> ValueMap {
    ValueMap(
      title: "A map",
      horizontal: try MapAxis(name: "rate", values: (1...columns).map(Double.init), spacing: spacing),
      vertical: try MapAxis(name: "noise", unit: "cm", values: (1...rows).map(Double.init), spacing: spacing),
      quantity: quantity, values: values, categories: categories, curves: curves)
  }

  /// Rates and distances of which some diverge, some swing, and some were not run.
  static func plausible() throws -> ValueMap {
    let rates = factors(0.01, 1, 64)
    let distances = factors(50, 1000, 48)
    let horizontal = try MapAxis(name: "learning rate", values: rates, spacing: .logarithmic)
    let gains = distances.flatMap { distance in rates.map { rate in 2 * rate * distance / 300 } }
    var values: [Double?] = gains.map { gain in gain < 2 ? (gain / (2 - gain)).squareRoot() : .infinity }
    for index in values.indices.suffix(400) { values[index] = nil }
    for index in 100..<130 { values[index] = .nan }
    return ValueMap(
      title: "A wall at an unknown distance", notes: ["256 trials of 200 steps a cell", "seed 7"],
      horizontal: horizontal,
      vertical: try MapAxis(name: "distance", unit: "cm", values: distances, spacing: .logarithmic),
      second: SecondAxis(name: "local gain g", along: horizontal) { rate in 2 * rate },
      quantity: .init(name: "error", unit: "cm", spacing: .logarithmic, range: 0.1...10, lightEnd: .low),
      values: values, noValueLabel: "never settles",
      categories: [
        .init(label: "diverged", cells: gains.map { gain in gain >= 2 }),
        .init(label: "limit cycle", cells: gains.map { gain in 1.5..<1.8 ~= gain }),
      ],
      curves: [2.0, 1].map { gain in
        .init(
          label: "g = \(Int(gain))",
          places: factors(10, 5000, 200).map { distance in .init(gain * 150 / distance, distance) })
      })
  }

  private static func random(_ count: Int, seed: UInt64) -> [Double] {
    var rng = SplitMix(seed: seed)
    return (0..<count).map { _ in .random(in: -5...5, using: &rng) }
  }

  /// Maps that have little, too much, or what can not be drawn.
  static func hard() throws -> [ValueMap] {
    let logarithmic = ValueMap.Quantity(name: "error", unit: "cm", spacing: .logarithmic)
    var bare = try map(columns: 3, rows: 3, values: Array(repeating: 1, count: 9))
    bare.title = ""
    bare.quantity = .init(name: "")
    let far = ValueMap.Curve(
      label: "far", places: [.init(-1e300, 1e300), .init(2, 2), .init(.nan, 1), .init(1e308, -1e308)])
    var crowded = try map(
      columns: 4, rows: 4, values: random(16, seed: 1).map(Optional.some),
      categories: (0..<6).map { index in
        .init(label: "category \(index)", cells: (0..<16).map { cell in cell % 6 <= index })
      },
      curves: (0..<9).map { index in
        .init(label: "a line of many words, number \(index)", places: [.init(0, Double(index) / 2), .init(9, 1)])
      })
    crowded.notes = [String(repeating: "a sentence that goes on ", count: 30)]
    crowded.second = SecondAxis(
      label: "crowded", ticks: (0..<99).map { Tick(value: Double($0) / 20, label: "label \($0)") })
    return [
      try plausible(), bare, crowded, try map(columns: 1, rows: 1, values: [0.7], curves: [far]),
      try map(columns: 1, rows: 1, values: [-3], spacing: .logarithmic, quantity: logarithmic),
      try map(columns: 10, rows: 1, values: random(10, seed: 2).map(Optional.some)),
      try map(columns: 1, rows: 30, values: random(30, seed: 3).map(Optional.some), spacing: .logarithmic),
      try map(columns: 2, rows: 2, values: []), try map(columns: 2, rows: 2, values: [nil, .nan]),
      try map(columns: 2, rows: 2, values: [.infinity, -.infinity, .nan, nil]),
      try map(columns: 2, rows: 2, values: [.infinity, 0, -1, .infinity], quantity: logarithmic),
      try map(columns: 2, rows: 2, values: [1e300, -1e300, 0, 1]),
      try map(columns: 2, rows: 2, values: [1e300, 1e-300, 0, 1], quantity: logarithmic),
      try map(columns: 3, rows: 2, values: [1, 2, 3], quantity: .init(name: "error", range: 2...2)),
      try map(
        columns: 2, rows: 2, values: [1, 2, 3, 4],
        quantity: .init(name: "error", spacing: .logarithmic, range: -1...(.infinity))),
      try map(columns: 200, rows: 200, values: random(40_000, seed: 4).map(Optional.some)),
      try map(
        columns: 300, rows: 3, values: random(900, seed: 5).map(Optional.some), spacing: .logarithmic,
        categories: [.init(label: "some", cells: random(900, seed: 6).map { $0 > 0 })], curves: [far]),
    ]
  }
}
