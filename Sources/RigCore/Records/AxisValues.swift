/// One number for each axis, the first axis first; kept in place, so that a step allocates nothing.
public struct AxisValues: RandomAccessCollection, Sendable {
  /// The most axes that a record has room for: two steering mirrors have four.
  public static var capacity: Int { 6 }

  private var storage = InlineArray<6, Double>(repeating: 0)

  /// The number of axes, at most ``capacity``.
  public let endIndex: Int

  /// The index of the first axis.
  public var startIndex: Int { 0 }

  /// The numbers that `figure` returns for the axes.
  ///
  /// - Precondition: there are at most ``capacity`` axes.
  public init<let axes: Int, Element>(_ elements: PerAxis<axes, Element>, _ figure: (Element) -> Double) {
    precondition(axes <= Self.capacity, "a record has room for \(Self.capacity) axes")
    endIndex = axes
    for axis in 0..<axes { storage[axis] = figure(elements[axis]) }
  }

  /// The numbers of a list, one for each axis.
  ///
  /// - Precondition: there are at most ``capacity`` numbers.
  public init(_ numbers: [Double]) {
    precondition(numbers.count <= Self.capacity, "a record has room for \(Self.capacity) axes")
    endIndex = numbers.count
    for (axis, number) in numbers.enumerated() { storage[axis] = number }
  }

  /// The number that belongs to `axis`.
  public subscript(axis: Int) -> Double { storage[axis] }
}

extension AxisValues: ExpressibleByArrayLiteral {
  /// The numbers of a list that is written out, one for each axis.
  public init(arrayLiteral numbers: Double...) {
    self.init(numbers)
  }
}

extension AxisValues: Equatable {
  /// True if both have the same number of axes, and equal numbers for them.
  public static func == (left: AxisValues, right: AxisValues) -> Bool {
    left.elementsEqual(right)
  }
}
