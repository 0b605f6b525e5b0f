internal import RealModule
internal import RigCharts
internal import RigCore
internal import RigScenario

/// The course of the theory's edge over a map, described along the one of its axes on which the edge moves least.
struct EdgeCourse {
  /// The axis along which the course is described.
  enum Teller { case x, y }

  /// The greatest number of lines that are described one by one; more are described as one.
  private static let mostLines = 3

  private let teller: Teller
  /// The range of each line, from its least to its greatest, in ascending order.
  private let stretches: [ClosedRange<Double>]

  /// The course; nil if no edge crosses the map, if there is no theory, or if no picture can have the axes.
  init?(_ definition: SweepDefinition) {
    guard let horizontal = try? SweepPicture.axis(definition.x), let vertical = try? SweepPicture.axis(definition.y)
    else { return nil }
    let lines = SweepEdge(definition).lines(horizontal: horizontal, vertical: vertical)
    let across = Self.stretches(of: lines.map { line in line.map(\.x) })
    let upwards = Self.stretches(of: lines.map { line in line.map(\.y) })
    guard !across.isEmpty else { return nil }
    let shares = (
      x: Self.share(of: across, on: horizontal), y: Self.share(of: upwards, on: vertical)
    )
    // A slope from corner to corner says as much either way, and a whole number is never where the edge is.
    let isAcross = shares.x == shares.y ? !definition.x.isWhole : shares.x < shares.y
    teller = isAcross ? .x : .y
    let axis = isAcross ? definition.x : definition.y
    let found = (isAcross ? across : upwards).map { stretch in axis.possible(stretch) }
      .sorted { left, right in (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound) }
    if found.count > Self.mostLines, let first = found.first, let last = found.map(\.upperBound).max() {
      stretches = [first.lowerBound...last]
    } else {
      stretches = found
    }
  }

  /// The course in words, such as `learningRate 0.1 to 1`.
  func text(names: (x: String, y: String)) -> String {
    var words: [String] = []
    for stretch in stretches {
      let ends = [stretch.lowerBound, stretch.upperBound].map { number in number.formatted(significantDigits: 3) }
      let range = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
      if words.last != range { words.append(range) }
    }
    let last = words.removeLast()
    let start = words.isEmpty ? "" : words.joined(separator: ", ") + " and "
    return "\(teller == .x ? names.x : names.y) \(start)\(last)"
  }

  private static func stretches(of lines: [[Double]]) -> [ClosedRange<Double>] {
    lines.compactMap { places in
      guard let first = places.min(), let last = places.max() else { return nil }
      return first...last
    }
  }

  /// How much of the map's span the longest of `stretches` takes, as the picture has it. What crosses an only cell says
  /// nothing about it.
  private static func share(of stretches: [ClosedRange<Double>], on axis: MapAxis) -> Double {
    guard axis.values.count > 1, let first = axis.edges.first, let last = axis.edges.last else { return .infinity }
    func length(_ low: Double, _ high: Double) -> Double {
      axis.spacing == .linear ? high - low : Double.log(high / low)
    }
    let span = length(first, last)
    return stretches.map { stretch in length(stretch.lowerBound, stretch.upperBound) / span }.max() ?? .infinity
  }
}

extension ScenarioAxis {
  /// `stretch` without what lies in the outer halves of the map's last cells, but is nothing that the key can be.
  fileprivate func possible(_ stretch: ClosedRange<Double>) -> ClosedRange<Double> {
    // The edge between two whole numbers is at neither of them.
    if isWhole, let first = numbers.first, let last = numbers.last { return stretch.clamped(to: first...last) }
    return nearest(to: stretch.lowerBound)...nearest(to: stretch.upperBound)
  }
}
