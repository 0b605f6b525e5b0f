/// What a real rig has to say about itself after a run, as a list for people and as an object for programs.
struct HardwareFacts {
  /// The lines of the table, names of up to 14 characters.
  var lines: [(name: String, value: String)] = []
  /// The members of the JSON object, in order; the values are JSON already.
  var members: [(name: String, json: String)] = []
}
