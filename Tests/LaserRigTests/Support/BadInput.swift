import Foundation
import RigTestSupport
import Testing

/// One mistake of a user, and what the program owes them: an exit code and one line that helps.
struct BadInput {
  let arguments: [String]
  let environment: [String: String]
  /// What the line must have in it, whatever its wording: the culprit, the limit, the remedy.
  let hints: [String]

  init(_ arguments: String..., environment: [String: String] = [:], hints: String...) {
    self.init(arguments, environment: environment, hints: hints)
  }

  init(_ arguments: [String], environment: [String: String] = [:], hints: [String]) {
    self.arguments = arguments
    self.environment = environment
    self.hints = hints
  }

  private var commandLine: String {
    let variables = environment.sorted { left, right in left.key < right.key }.map { name, value in "\(name)=\(value) "
    }
    let words = arguments.map { word in
      let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=".contains($0) }
      return isPlain ? word : "'" + word.replacing("\n", with: "\\n").replacing("\u{1B}", with: "\\e") + "'"
    }
    return (variables + ["laserrig "]).joined() + words.joined(separator: " ")
  }

  /// Runs every one of `inputs` in `folder`, expects `status` and one line, and holds the lines against the golden file
  /// `name`.
  static func expect(
    _ inputs: [BadInput], status: Int32, in folder: TemporaryFolder, golden name: String
  ) throws {
    var transcript = ""
    for input in inputs {
      var environment = input.environment
      if environment["LASERRIG_CONFIG"] == nil { environment["LASERRIG_CONFIG"] = Program.package + "/Config" }
      let found = try Program.run(input.arguments, environment: environment, in: folder.path)
      let comment = Comment(rawValue: input.commandLine)
      #expect(found.status == status, comment)
      #expect(found.output == "", comment)
      #expect(found.errors.hasPrefix("laserrig: ") && found.errors.hasSuffix("\n"), comment)
      #expect(found.errors.filter(\.isNewline).count == 1, comment)
      #expect(!found.errors.contains("\u{1B}") && !found.errors.contains("Fatal"), comment)
      for hint in input.hints {
        #expect(found.errors.contains(hint), "\(input.commandLine): \(found.errors)")
      }
      // A line's number grows with the number of keys; the hints have it where it matters.
      let line = found.errors.replacing(/\.csv:[0-9]+:/, with: ".csv:{line}:").replacing(folder.path, with: "{folder}")
        .replacing(Program.folder, with: "{build}")
        .replacing(Program.package, with: "{package}")
      transcript += "$ \(input.commandLine)\n\(line)\n"
    }
    try Golden.expect(transcript, name)
  }
}
