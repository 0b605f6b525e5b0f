/// How an interlock has to prove itself before anything shines behind it.
public enum InterlockProof: String, CaseIterable, Sendable {
  /// The line was seen open and then closed since the machine was started.
  case seen
  /// No proof is asked for.
  case none
}
