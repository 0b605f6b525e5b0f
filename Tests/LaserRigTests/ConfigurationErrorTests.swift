import Foundation
import RigTestSupport
import Testing

/// Mistakes in files and in the environment: exit code 78.
@Suite struct ConfigurationErrorTests {
  @Test func `files`() throws {
    let folder = try TemporaryFolder(files: [
      "syntax.yaml": "rig:\n  distance: [\n", "tab.yaml": "rig:\n\tdistance: 3\n", "list.yaml": "- a\n",
      "unknown.yaml": "rig:\n  distnce: 3\n", "misplaced.yaml": "rig:\n  sensor:\n    learningRate: 3\n",
      "type.yaml": "loop:\n  steps: ten\n", "range.yaml": "controller:\n  learningRate: 0\n",
      "nan.yaml": "rig:\n  distance: nan\n", "twice.yaml": "loop:\n  steps: 5\n  steps: 6\n",
      "section.yaml": "loop: 5\n", "vector.yaml": "rig:\n  target: [1, 2]\n",
      "fault.yaml": "rig:\n  faults:\n    - {part: sensor, kind: stuk}\n",
      "rule.yaml": "controller:\n  rule: momentum\n  decaySteps: 3\n",
      "escape.yaml": "loop: {steps: \"a\\nb\\e[31m\"}\n",
      "csv.yaml": "output:\n  format: csv\n  quiet: true\n",
    ])
    try folder.makeFolder("folder")
    try folder.makeFolder("folder.yaml")
    try folder.write(Data((0...255).map { byte in UInt8(byte) }), to: "binary.yaml")
    try folder.write(Data("title: a\u{0}b\n".utf8), to: "null.yaml")
    try BadInput.expect(
      [
        BadInput("run", "missing.yaml", hints: "missing.yaml: no such file"),
        BadInput("run", "./missing.yaml", hints: "missing.yaml: no such file"),
        BadInput("run", "no/such/place.yaml", hints: "no/such/place.yaml: no such file"),
        BadInput("run", "artcle", hints: "did you mean article"),
        BadInput("config", "--show", "nosiy", hints: "did you mean noisy"),
        BadInput("run", "./folder", hints: "folder"),
        BadInput("run", "folder.yaml", hints: "folder"),
        BadInput("run", "binary.yaml", hints: "binary.yaml", "UTF-8"),
        BadInput("run", "null.yaml", hints: "null.yaml"),
        BadInput("run", "syntax.yaml", hints: "syntax.yaml:3:1"),
        BadInput("run", "tab.yaml", hints: "tab.yaml:2:1"),
        BadInput("run", "list.yaml", hints: "list.yaml:1:1", "mapping"),
        BadInput("run", "unknown.yaml", hints: "unknown.yaml:2:3", "did you mean rig.distance"),
        BadInput("run", "misplaced.yaml", hints: "misplaced.yaml:3:5", "did you mean controller.learningRate"),
        BadInput("run", "type.yaml", hints: "type.yaml:2:10", "loop.steps", "ten"),
        BadInput("run", "range.yaml", hints: "range.yaml:2:17", "controller.learningRate", "between 1e-12 and"),
        BadInput("run", "nan.yaml", hints: "nan.yaml:2:13", "finite"),
        BadInput("run", "twice.yaml", hints: "twice.yaml:", "steps", "twice"),
        BadInput("run", "section.yaml", hints: "section.yaml:1:7", "loop"),
        BadInput("run", "vector.yaml", hints: "vector.yaml:2:11", "single value"),
        BadInput("run", "fault.yaml", hints: "fault.yaml:3:5", "entry 1", "did you mean stuck"),
        BadInput("run", "rule.yaml", hints: "rule.yaml:3:15", "only decayingRate uses it"),
        BadInput("run", "escape.yaml", hints: "escape.yaml:1:15", "\\n", "u{1B}"),
        BadInput("run", "csv.yaml", hints: "csv.yaml:", "CSV"),
        BadInput("config", "--show", "type.yaml", hints: "type.yaml:2:10"),
      ], status: 78, in: folder, golden: "errors-files")
  }

  @Test func `the environment`() throws {
    try BadInput.expect(
      [
        BadInput("run", environment: ["LASERRIG_LOOP_STEPZ": "5"], hints: "did you mean LASERRIG_LOOP_STEPS"),
        BadInput("run", environment: ["LASERRIG_XYZZYXYZZYX": ""], hints: "LASERRIG_XYZZYXYZZYX"),
        BadInput("run", environment: ["LASERRIG_LOOP_STEPS": "ten"], hints: "LASERRIG_LOOP_STEPS", "whole number"),
        BadInput(
          "run", environment: ["LASERRIG_RIG_DISTANCE": "-1"], hints: "LASERRIG_RIG_DISTANCE", "between 0.1 and"),
        BadInput(
          "run", environment: ["LASERRIG_CONTROLLER_MOMENTUM": "0.7"], hints: "LASERRIG_CONTROLLER_MOMENTUM", "only"),
        BadInput("run", "nowhere", environment: ["LASERRIG_CONFIG": "/nonexistent"], hints: "/nonexistent"),
        BadInput("config", "--list", environment: ["LASERRIG_CONFIG": "/nonexistent"], hints: "LASERRIG_CONFIG"),
      ], status: 78, in: try TemporaryFolder(), golden: "errors-environment")
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is unreadable to root")) func `a file without permission`() throws {
    let folder = try TemporaryFolder(files: ["secret.yaml": "title: x\n"])
    chmod(folder.path + "/secret.yaml", 0)
    let found = try Program.run("run", "secret.yaml", in: folder.path)
    #expect(found.status == 78 && found.output == "")
    #expect(found.errors == "laserrig: secret.yaml: cannot be read: no permission\n")
  }

  @Test func `a list of scenarios says which are broken`() throws {
    let folder = try TemporaryFolder(files: ["broken.yaml": "rig: 5\n", "mine.yaml": "title: my own\n"])
    let found = try Program.run("config", "--list", environment: ["LASERRIG_CONFIG": folder.path])
    #expect(found.status == 0 && found.errors == "")
    #expect(found.lines.contains { line in line.hasPrefix("broken ") && line.contains("/broken.yaml:1:6: rig: ") })
    #expect(found.lines.contains { line in line.hasPrefix("mine ") && line.hasSuffix(" my own") })
  }
}
