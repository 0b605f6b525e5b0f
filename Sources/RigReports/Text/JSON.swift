package import RigCore

/// The forms of JSON that a report uses.
package enum JSON {
  /// The shortest number that reads back as the same; null if there is none, and for a number that JSON cannot write.
  package static func number(_ number: Double?) -> String {
    guard let number, number.isFinite else { return "null" }
    return number.description
  }

  /// The value of a single axis as a number, those of more axes as an array; null if there is none.
  package static func perAxis(_ numbers: AxisValues?) -> String {
    guard let numbers else { return "null" }
    return numbers.count == 1 ? number(numbers[0]) : array(numbers.map { value in number(value) })
  }

  package static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// An array on one line; the elements are JSON already.
  package static func array(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ", ") + "]"
  }

  /// An object on one line; the values are JSON already.
  package static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { name, value in "\(string(name)): \(value)" }.joined(separator: ", ") + "}"
  }
}
