package import RigCore

/// One number for each axis, the first axis first; at most four, kept in place so that a step allocates nothing.
package struct AxisValues: RandomAccessCollection {
  /// The most axes in reports: two steering mirrors have four.
  private static let capacity = 4

  private var storage = InlineArray<4, Double>(repeating: 0)
  package let endIndex: Int

  package var startIndex: Int { 0 }

  /// The numbers that `figure` returns for the axes.
  package init<let axes: Int, Element>(_ elements: PerAxis<axes, Element>, _ figure: (Element) -> Double) {
    precondition(axes <= Self.capacity, "a report has room for \(Self.capacity) axes")
    endIndex = axes
    for axis in 0..<axes { storage[axis] = figure(elements[axis]) }
  }

  /// The number of a single axis.
  package init(_ number: Double) {
    endIndex = 1
    storage[0] = number
  }

  package subscript(axis: Int) -> Double { storage[axis] }
}
