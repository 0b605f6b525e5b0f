/// Why a scenario's text was not changed.
public enum ScenarioEditError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text is no scenario to begin with.
  case unreadable(ScenarioError)
  /// No key has this path.
  case unknownKey(String)
  /// The key does not take such a value; why not, in words.
  case unfit(key: String, String)
  /// The text is written in a way that is not understood well enough to change it, at `line`, counted from 1.
  case unsupported(name: String, key: String, line: Int)
  /// The changed text would not have said what it should; so nothing was changed.
  case refused(name: String, key: String)

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
