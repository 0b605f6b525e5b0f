/// One value for each axis of a rig: the article's laser has one axis, pan and tilt two, a beam walk four.
///
/// The number of axes is part of the type, so the values lie in place: making and changing them allocates nothing.
public struct PerAxis<let axes: Int, Element> {
  @usableFromInline
  var storage: InlineArray<axes, Element>

  /// The same value on every axis.
  @inlinable
  public init(repeating element: Element) {
    storage = InlineArray(repeating: element)
  }

  /// The value that `element` gives for each axis, counted from 0.
  @inlinable
  public init<Failure: Error>(_ element: (Int) throws(Failure) -> Element) throws(Failure) {
    storage = try InlineArray(element)
  }

  /// The value of one axis; `axis` is in `0..<axes`.
  @inlinable
  public subscript(axis: Int) -> Element {
    get { storage[axis] }
    set { storage[axis] = newValue }
  }

  /// The values of all axes, each transformed.
  @inlinable
  public func map<Result>(_ transform: (Element) -> Result) -> PerAxis<axes, Result> {
    PerAxis<axes, Result> { axis in transform(storage[axis]) }
  }

  /// The values in the order of the axes; allocates.
  public var values: [Element] {
    (0..<axes).map { axis in storage[axis] }
  }
}

extension PerAxis where axes == 1 {
  /// The value of a rig's only axis.
  @inlinable
  public init(_ element: Element) {
    self.init(repeating: element)
  }
}

extension PerAxis: Sendable where Element: Sendable {}

extension PerAxis: Equatable where Element: Equatable {
  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    for axis in 0..<axes where left[axis] != right[axis] { return false }
    return true
  }
}

extension PerAxis where Element == Length {
  /// The sum of the squares in cm²: the cost `J = e²` of an error, over all axes.
  @inlinable
  public var sumOfSquares: Double {
    dot(self)
  }

  /// The Euclidean norm: the root of the sum of the squares.
  @inlinable
  public var norm: Length {
    if axes == 1 { return storage[0].magnitude }
    return Length(centimeters: sumOfSquares.squareRoot())
  }

  /// The scalar product in cm².
  @inlinable
  public func dot(_ other: Self) -> Double {
    var sum = 0.0
    for axis in 0..<axes { sum += storage[axis].centimeters * other.storage[axis].centimeters }
    return sum
  }
}
