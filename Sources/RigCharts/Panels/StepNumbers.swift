/// Which steps of a run are numbered.
///
/// The first few places that the run visits are numbered, as in a textbook, and after them only places farther out than
/// all before, so that a run which diverges is numbered where it can be seen. A place beside a numbered one has no
/// number of its own.
struct StepNumbers: Sendable {
  struct Numbered: Sendable, Equatable {
    let index: Int
    let place: Point
  }

  private(set) var steps: [Numbered] = []

  /// - Parameters:
  ///   - places: where the readings are drawn, in order.
  ///   - indices: their step numbers.
  ///   - sizes: how far out each is.
  ///   - first: the places to number in any case.
  ///   - most: the places to number where each is farther out than those before.
  ///   - spacing: a place that is nearer than this to a numbered one is left out.
  init(places: [Point], indices: [Int], sizes: [Double], first: Int = 4, most: Int = 8, spacing: Double = 14) {
    var largest = -Double.infinity
    for ((place, index), size) in zip(zip(places, indices), sizes) {
      let isRecord = size > largest
      largest = max(largest, size)
      guard steps.count < first || (isRecord && steps.count < most) else { continue }
      guard steps.allSatisfy({ step in step.place.distance(to: place) >= spacing }) else { continue }
      steps.append(Numbered(index: index, place: place))
    }
  }
}
