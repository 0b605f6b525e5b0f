/// A form of a comparison's results. It receives each level of noise as soon as that is finished.
public protocol CompareReport: AnyObject {
  /// Begins the report; `results` has no level yet.
  func begin(_ results: CompareResults)
  /// Adds `level`, the last of the levels in `results`.
  func add(_ level: ComparedLevel, to results: CompareResults)
  /// Ends the report.
  func end(_ results: CompareResults)
  /// Writes the place of the picture, once the picture is drawn.
  func point(to picture: String)
}

extension CompareReport {
  /// Writes nothing: a form for programs does not name the picture.
  public func point(to picture: String) {}
}
