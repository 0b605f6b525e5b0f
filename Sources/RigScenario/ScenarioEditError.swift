/// The reason why a scenario's text was not changed.
public enum ScenarioEditError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text is no valid scenario.
  case unreadable(ScenarioError)
  /// No key has this path.
  case unknownKey(String)
  /// The key does not take such a value; the text is the reason, in words.
  case unfit(key: String, String)
  /// The text at `line`, counted from 1, is written in a way that the editor cannot change safely.
  case unsupported(name: String, key: String, line: Int)
  /// The changed text would not have meant what it should, so nothing was changed.
  case refused(name: String, key: String)

  /// The reason in one line, with the file and the key if they are known.
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .unknownKey(let path): "\(path): \(ScenarioKey.unknown(path))"
    case .unfit(let key, let words): "\(key): \(words)"
    case .unsupported(let name, let key, let line):
      "\(name):\(line): \(key): cannot be set here without harm to the text around it; set it by hand"
    case .refused(let name, let key):
      "\(name): \(key): cannot be set without a change to something else; set it by hand"
    }
  }
}
