/// The facts about a real rig after a run, as a list for people and as an object for programs.
public struct HardwareFacts: Sendable {
  /// The lines of the table, names of up to 14 characters.
  public var lines: [(name: String, value: String)] = []
  /// The members of the JSON object, in order; the values are JSON already.
  public var members: [(name: String, json: String)] = []

  /// The facts with these lines and members; see the properties.
  public init(lines: [(name: String, value: String)] = [], members: [(name: String, json: String)] = []) {
    self.lines = lines
    self.members = members
  }
}
