internal import RigCore
internal import RigWiring
internal import Yams

/// Reads the lists of a real rig: lines, and the points of a calibration.
enum PinList {
  /// The most lines of one list, far more than any device has.
  private static let mostLines = 1000

  /// Lines: a list, or text with commas; a run of offsets as in 4..27.
  static func lines(_ value: RawValue) throws(ValueProblem) -> [String] {
    var words: [String] = []
    switch value {
    case .text(let text): words = items(of: text)
    case .node(.scalar(let scalar)): words = items(of: scalar.string)
    case .node(.sequence(let sequence)):
      for entry in sequence {
        guard let word = entry.scalar?.string else { throw ValueProblem("expected lines such as 4, GPIO5 or chip:6") }
        words.append(word)
      }
    case .node: throw ValueProblem("expected a list of lines such as [4, 5, GPIO6], or 4..27")
    }
    var lines: [String] = []
    for word in words {
      lines += try run(word)
      guard lines.count <= mostLines else { throw ValueProblem("takes at most \(mostLines) lines") }
    }
    return lines
  }

  private static func items(of text: String) -> [String] {
    var inner = Substring(text)
    if inner.hasPrefix("["), inner.hasSuffix("]") { inner = inner.dropFirst().dropLast() }
    return inner.split(separator: ",").map { item in String(item.trimmingSpaces) }.filter { item in item != "none" }
  }

  private static func run(_ word: String) throws(ValueProblem) -> [String] {
    if word.hasPrefix("[") { throw ValueProblem("expected lines such as 4, GPIO5 or chip:6") }
    guard !word.isEmpty else { throw ValueProblem("a line has a name or an offset") }
    guard let dots = word.firstRange(of: "..") else { return [word] }
    var from = word[..<dots.lowerBound]
    var chip = ""
    if let colon = from.lastIndex(of: ":") {
      chip = String(from[...colon])
      from = from[from.index(after: colon)...]
    }
    guard let first = Int(from), let last = Int(word[dots.upperBound...]), first >= 0, first <= last, last < 10_000
    else {
      throw ValueProblem("expected a run of offsets such as 4..27, got '\(word)'")
    }
    return (first...last).map { offset in "\(chip)\(offset)" }
  }

  /// The points of a calibration: [[-90, 500], [90, 2500]].
  static func calibration(_ value: RawValue) throws(ValueProblem) -> [CalibrationPoint] {
    guard case .sequence(let entries) = try value.node else { throw ValueProblem(expectedCalibration) }
    var points: [CalibrationPoint] = []
    for entry in entries {
      guard case .sequence(let pair) = entry, pair.count == 2, let degrees = pair[0].scalar?.string,
        let width = pair[1].scalar?.string
      else { throw ValueProblem(expectedCalibration) }
      points.append(
        CalibrationPoint(
          degrees: try RawValue.number(degrees, .between(-180, 180), unit: "°"),
          microseconds: try RawValue.number(width, .between(100, 20_000), unit: "µs")))
    }
    do throws(ServoCalibration.Problem) {
      _ = try ServoCalibration(points)
    } catch {
      throw ValueProblem(error.description)
    }
    return points
  }

  private static let expectedCalibration = "expected angles and their pulses in µs, such as [[-90, 500], [90, 2500]]"
}

extension ServoCalibration {
  /// The calibration through a file's points.
  init(_ points: [CalibrationPoint]) throws(Problem) {
    try self.init(
      points.map { point in Point(angle: .degrees(point.degrees), pulseMicroseconds: point.microseconds) })
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
