internal import RigCore

extension PerAxis where axes == 2 {
  /// The values of both axes.
  init(_ first: Element, _ second: Element) {
    self.init { axis in axis == 0 ? first : second }
  }
}
