import RigCore
import RigScenario

/// Reads `text` as the file `test.yaml`, then `environment`, then `flags` as `--set` gives them.
func scenario(
  _ text: String, environment: [String: String] = [:], flags: [String] = [], from defaults: Scenario = Scenario()
) throws(ScenarioError) -> Scenario {
  var reader = ScenarioReader()
  try reader.read(text, from: "test.yaml")
  try reader.read(environment: environment)
  for flag in flags { try reader.set(flag, by: "--set") }
  return try reader.scenario(from: defaults)
}

/// The message that reading ends with; nil if there is nothing to complain of.
func complaint(
  _ text: String, environment: [String: String] = [:], flags: [String] = []
) -> String? {
  do throws(ScenarioError) {
    _ = try scenario(text, environment: environment, flags: flags)
    return nil
  } catch {
    return error.description
  }
}

/// A file that sets nothing but the key at `path`.
func file(setting path: String, to value: String) -> String {
  var lines: [String] = []
  let parts = path.split(separator: ".")
  for (depth, part) in parts.enumerated() {
    lines.append(String(repeating: "  ", count: depth) + part + ":" + (depth == parts.count - 1 ? " \(value)" : ""))
  }
  return lines.joined(separator: "\n") + "\n"
}

/// Where the value of the key at `path` begins in `file(setting:to:)`.
func place(ofValueAt path: String) -> String {
  let parts = path.split(separator: ".")
  let indent = 2 * (parts.count - 1)
  return "test.yaml:\(parts.count):\(indent + (parts.last?.count ?? 0) + 3)"
}

extension ScenarioKey {
  /// A file in which the key has what it needs: its rule, and its kind of rig.
  var company: String {
    let rule = "controller: {rule: \((rules?.first ?? .gradientDescent).name)}\n"
    if path == "rig.kind" { return rule + pinsOfARealRig }
    guard let kind = kinds?.first, kind != .singleAxis else { return rule }
    return rule + (kind == .pins ? realRig : "rig: {kind: \(kind.rawValue)}\n")
  }

  /// True if a value is a list.
  var isList: Bool { [.faults, .lines, .calibration].contains(type) }
}

/// A file of a real rig with no more than it needs.
let realRig = "rig: {kind: pins}\n" + pinsOfARealRig

private let pinsOfARealRig = """
  pins:
    chip: rig
    laser: {line: 1}
    tilt: {servo: {line: 2}, strip: {lines: 4..27}}
    pan: {servo: {line: 3, pwmChip: 1}, strip: {lines: 30..40}}
  """

/// What a message says of the place from which the angles of servos are counted.
let angleConvention = """
  0° is the perpendicular to the wall, and servo makers count 0° to 180° from one end: their 90° is 0° here
  """
