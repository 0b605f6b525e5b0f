/// The facts about a real rig after a run, as a list for people and as an object for programs.
package struct HardwareFacts {
  /// The lines of the table, names of up to 14 characters.
  package var lines: [(name: String, value: String)] = []
  /// The members of the JSON object, in order; the values are JSON already.
  package var members: [(name: String, json: String)] = []

  package init(lines: [(name: String, value: String)] = [], members: [(name: String, json: String)] = []) {
    self.lines = lines
    self.members = members
  }
}
