internal import RealModule
internal import RigCore
internal import RigScenario
internal import RigTheory

/// How the axes of a rig move the dot together, by the response that a probe found.
public struct ProbedCoupling: Sendable {
  /// The greatest angle of an eigenvalue of the response, with the senses that were found, from the positive real axis:
  /// a step of a rule that gives each axis its own error leads off the target's direction by so much. In degrees.
  public let degrees: Double
  /// By how much the response as a whole is turned, with a rig of two axes; nil for more. In degrees, counted from the
  /// first axis to the second.
  private let turnedDegrees: Double?
  private let keys: [String]

  /// The angle in degrees from which on a rule with one rate is warned of the coupling: its loop is stable up to cos 45°
  /// of the gain that it has room for otherwise, and the dot comes in by a spiral.
  private static let strongDegrees = 45.0

  init?<let axes: Int>(_ response: ProbedResponse<axes>, _ eigenvalues: [Pole], _ kind: RigKind) {
    if axes < 2 { return nil }
    degrees = Angle(radians: eigenvalues.map(\.angle.magnitude).max() ?? 0).degrees
    let matrix = response.matrix
    turnedDegrees =
      axes == 2
      ? Angle(radians: .atan2(y: matrix[1, 0] - matrix[0, 1], x: matrix[0, 0] + matrix[1, 1])).degrees : nil
    var keys: [String] = []
    for key in kind.axes(axes).flatMap(\.rotationKeys) where !keys.contains(key) { keys.append(key) }
    self.keys = keys
  }

  /// True if a rule that gives each axis its own error is to be warned.
  var isStrong: Bool { degrees >= Self.strongDegrees }

  /// The coupling in the words of the table.
  var words: String {
    "of each axis alone: together they turn a step by \(degrees.formatted(decimals: 0))° off the target's direction"
  }

  /// The coupling and what to do about it.
  var advice: String {
    let angle = (turnedDegrees?.magnitude ?? degrees).formatted(decimals: 0)
    let keys = keys.isEmpty ? "" : " (\(keys.joined(separator: ", ")))"
    return """
      the axes are coupled: the response is turned by \(angle)°, so that the dot comes in by a spiral, if at all; turn the \
      sensor back\(keys), or choose a rule that learns the response, such as \
      \(RuleDefinition.recursiveLeastSquares.name)
      """
  }
}
