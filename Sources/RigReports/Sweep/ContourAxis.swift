internal import RealModule
package import RigCharts
package import RigScenario

/// Where along an axis of a map a function is looked at, from the outer edge of the first cell to that of the last.
package struct ContourAxis {
  /// A place on the map, and what the key is there: at the outer edges perhaps the last that it can be.
  package struct Node: Equatable {
    package let place: Double
    package let number: Double
  }

  /// As many parts as make a curve look smooth; more cells than that are not worth a look each.
  private static let parts = 64

  package let nodes: [Node]
  private let axis: ScenarioAxis

  /// The nodes of `axis`, drawn as `map`.
  package init(_ axis: ScenarioAxis, drawnAs map: MapAxis) {
    self.axis = axis
    let edges = map.edges
    // A cell of whole numbers stands for one of them, and an only cell for its own value: nothing lies between, and the
    // function goes in steps from one cell to the next.
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

  /// Where between two neighbours, on whose two sides `isInside` differs, the border lies: to the last digit.
  package func border(from start: Int, _ isInside: (Double) -> Bool) -> Double {
    var (low, high) = (nodes[start].place, nodes[start + 1].place)
    let isLowInside = isInside(nodes[start].number)
    while true {
      let middle = low + (high - low) / 2
      // The outside has the border.
      guard middle > low, middle < high else { return isLowInside ? high : low }
      if isInside(axis.nearest(to: middle)) == isLowInside { low = middle } else { high = middle }
    }
  }
}
