/// How an interlock has to prove itself before anything shines behind it.
public enum InterlockProof: String, CaseIterable, Sendable {
  /// The line was seen open and then closed since the machine was started.
  case seen
  /// The line is taken at its word.
  case none
}
