/// The lines on a map at which a function changes its sign, by marching squares: the border is sought along every edge
/// between neighbouring nodes that lie on two sides of it, and within a square joined by straight pieces.
///
/// Source: W. E. Lorensen and H. E. Cline, "Marching Cubes: A High Resolution 3D Surface Construction Algorithm",
/// Computer Graphics 21(4), 1987, of which these are the two dimensions.
struct ZeroContour {
  typealias Place = (x: Double, y: Double)

  /// Lines from place to place. Those that do not end at the map's edges, or where the function ends, are closed.
  let lines: [[Place]]

  /// The lines at which `function` of the two axes' numbers becomes 0 or more; none beside nodes at which it is nil.
  init(x: ContourAxis, y: ContourAxis, _ function: (Double, Double) -> Double?) {
    let values = y.nodes.map { row in x.nodes.map { column in function(column.number, row.number) } }
    var places: [Edge: Place] = [:]
    var neighbors: [Edge: [Edge]] = [:]
    func place(of edge: Edge) -> Place {
      let (column, row) = (x.nodes[edge.column], y.nodes[edge.row])
      func isInside(_ value: Double?) -> Bool { value.map { value in value < 0 } ?? false }
      return edge.isUpright
        ? (column.place, y.border(from: edge.row) { number in isInside(function(column.number, number)) })
        : (x.border(from: edge.column) { number in isInside(function(number, row.number)) }, row.place)
    }
    for row in 0..<y.nodes.count - 1 {
      for column in 0..<x.nodes.count - 1 {
        for (start, end) in Self.pieces(row: row, column: column, values) {
          for edge in [start, end] where places[edge] == nil { places[edge] = place(of: edge) }
          neighbors[start, default: []].append(end)
          neighbors[end, default: []].append(start)
        }
      }
    }
    lines = Self.joined(neighbors).compactMap { edges in
      var line: [Place] = []
      for place in edges.compactMap({ edge in places[edge] }) where line.last.map({ last in last == place }) != true {
        line.append(place)
      }
      return line.count > 1 ? line : nil
    }
  }

  /// The edge between two neighbouring nodes.
  private struct Edge: Hashable, Comparable {
    let row: Int
    let column: Int
    let isUpright: Bool

    static func < (left: Edge, right: Edge) -> Bool {
      (left.row, left.column, left.isUpright ? 1 : 0) < (right.row, right.column, right.isUpright ? 1 : 0)
    }
  }

  /// The edges of a square that the border crosses, in pairs.
  private static func pieces(row: Int, column: Int, _ values: [[Double?]]) -> [(Edge, Edge)] {
    guard let lowLeft = values[row][column], let lowRight = values[row][column + 1],
      let highLeft = values[row + 1][column], let highRight = values[row + 1][column + 1]
    else { return [] }
    let corners = [lowLeft, lowRight, highRight, highLeft]
    let edges = [
      Edge(row: row, column: column, isUpright: false), Edge(row: row, column: column + 1, isUpright: true),
      Edge(row: row + 1, column: column, isUpright: false), Edge(row: row, column: column, isUpright: true),
    ]
    let crossed = edges.indices.filter { index in (corners[index] < 0) != (corners[(index + 1) % 4] < 0) }
      .map { index in edges[index] }
    guard crossed.count == 4 else { return crossed.count == 2 ? [(crossed[0], crossed[1])] : [] }
    // Two opposite corners are on either side: the middle decides which two edges are joined.
    let middle = corners.reduce(0, +)
    return (middle < 0) == (lowLeft < 0)
      ? [(crossed[0], crossed[1]), (crossed[2], crossed[3])] : [(crossed[0], crossed[3]), (crossed[1], crossed[2])]
  }

  /// The chains of edges of which each has the next for a neighbour.
  private static func joined(_ neighbors: [Edge: [Edge]]) -> [[Edge]] {
    let edges = neighbors.keys.sorted()
    let ends = edges.filter { edge in neighbors[edge]?.count == 1 }
    var seen: Set<Edge> = []
    return (ends + edges).compactMap { start in
      guard seen.insert(start).inserted else { return nil }
      var chain = [start]
      var last = start
      while let next = neighbors[last]?.first(where: { edge in !seen.contains(edge) }) {
        seen.insert(next)
        chain.append(next)
        last = next
      }
      if chain.count > 2, neighbors[last]?.contains(start) == true { chain.append(start) }
      return chain
    }
  }
}
