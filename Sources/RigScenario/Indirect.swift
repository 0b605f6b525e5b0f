/// Keeps a large value behind one pointer, so that the values which hold it stay small to copy.
///
/// A change makes a new value; other copies keep theirs. Reading costs one indirection, so this is for settings, not
/// for values that a step of the loop uses.
@propertyWrapper public struct Indirect<Value> {
  fileprivate indirect enum Storage {
    case value(Value)
  }

  private var storage: Storage

  /// The value behind the pointer.
  public var wrappedValue: Value {
    get {
      switch storage {
      case .value(let value): value
      }
    }
    set { storage = .value(newValue) }
  }

  /// Keeps `wrappedValue` behind a pointer.
  public init(wrappedValue: Value) { storage = .value(wrappedValue) }
}

extension Indirect.Storage: Sendable where Value: Sendable {}
extension Indirect: Sendable where Value: Sendable {}

extension Indirect: Equatable where Value: Equatable {
  /// True if both values are equal.
  public static func == (left: Self, right: Self) -> Bool { left.wrappedValue == right.wrappedValue }
}
