/// A form of a comparison's results. It receives each level of noise as soon as that is finished.
public protocol CompareReport: AnyObject {
  func begin(_ results: CompareResults)
  func add(_ level: ComparedLevel, to results: CompareResults)
  func end(_ results: CompareResults)
  /// Writes the place of the picture, once the picture is drawn.
  func point(to picture: String)
}

extension CompareReport {
  public func point(to picture: String) {}
}
