internal import RealModule
internal import RigCharts
internal import RigScenario

/// The places along an axis of a map at which a function is evaluated, from the outer edge of the first cell to that of
/// the last.
struct ContourAxis {
  /// A place on the map, and the key's value there: at the outer edges it may be the last one that the key can have.
  struct Node: Equatable {
    let place: Double
    let number: Double
  }

  /// The number of parts that makes a curve look smooth; with more cells than that not every cell is evaluated.
  private static let parts = 64

  let nodes: [Node]
  private let axis: ScenarioAxis

  /// The nodes of `axis`, drawn as `map`.
  init(_ axis: ScenarioAxis, drawnAs map: MapAxis) {
    self.axis = axis
    let edges = map.edges
    // A cell of whole numbers stands for one of them, and a single cell for its own value: nothing lies between, and
    // the function goes in steps from one cell to the next.
    if map.values.count == 1 || (axis.isWhole && map.values.count <= Self.parts) {
      nodes = map.values.enumerated().flatMap { index, value in
        [Node(place: edges[index], number: value), Node(place: edges[index + 1], number: value)]
      }
    } else {
      let (first, last) = (edges[0], edges[edges.count - 1])
      nodes = (0...Self.parts).map { part in
        let share = Double(part) / Double(Self.parts)
        let inner = map.spacing == .linear ? first + (last - first) * share : first * .pow(last / first, share)
        let place = part == 0 ? first : part == Self.parts ? last : axis.isWhole ? axis.nearest(to: inner) : inner
        return Node(place: place, number: axis.nearest(to: place))
      }
    }
  }

  /// The place of the border between two neighbours on two sides of it, as `isInside` tells: to the last digit.
  func border(from start: Int, _ isInside: (Double) -> Bool) -> Double {
    var (low, high) = (nodes[start].place, nodes[start + 1].place)
    let isLowInside = isInside(nodes[start].number)
    while true {
      let middle = low + (high - low) / 2
      // The border belongs to the outside.
      guard middle > low, middle < high else { return isLowInside ? high : low }
      if isInside(axis.nearest(to: middle)) == isLowInside { low = middle } else { high = middle }
    }
  }
}
