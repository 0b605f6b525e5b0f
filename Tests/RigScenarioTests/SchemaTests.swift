import Foundation
import RigCore
import RigSimulation
import Testing

@testable import RigScenario

/// The JSON Schema says of every key what the reader does.
@Suite struct SchemaTests {
  private typealias Object = [String: Any]
  private let root: [String: Any]

  init() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(Scenario.jsonSchema.utf8))
    root = try #require(parsed as? [String: Any])
  }

  private func schema(at path: String) -> [String: Any]? {
    path.split(separator: ".").reduce(root) { node, name in
      (node?["properties"] as? [String: Any])?[String(name)] as? [String: Any]
    }
  }

  private func types(of entry: [String: Any]) -> [String] {
    (entry["type"] as? [String]) ?? (entry["type"] as? String).map { [$0] } ?? []
  }

  @Test func `it names its dialect`() {
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect((root["title"] as? String)?.isEmpty == false)
  }

  @Test func `it has exactly the keys that there are`() {
    func paths(_ node: [String: Any], _ prefix: String) -> [String] {
      guard let properties = node["properties"] as? [String: Any] else { return [prefix] }
      #expect(node["type"] as? String == "object" && node["additionalProperties"] as? Bool == false, "\(prefix)")
      return properties.flatMap { name, value in
        paths(value as? [String: Any] ?? [:], prefix.isEmpty ? name : "\(prefix).\(name)")
      }
    }
    #expect(paths(root, "").sorted() == ScenarioKey.all.map(\.path).sorted())
  }

  @Test func `every key has its type, default and description`() throws {
    for key in ScenarioKey.all {
      let entry = try #require(schema(at: key.path), "\(key.path)")
      #expect(entry["description"] as? String == key.comment)
      let expected =
        switch key.type {
        case .number: "number"
        case .integer, .seed: "integer"
        case .flag: "boolean"
        case .choice, .text, .name: "string"
        case .distance, .height: "number"
        case .faults, .lines, .calibration: "array"
        }
      #expect(types(of: entry).first == expected, "\(key.path)")
      #expect(types(of: entry).contains("null") == key.isOptional, "\(key.path)")
      try expectDefault(of: key, in: entry)
    }
  }

  private func expectDefault(of key: ScenarioKey, in entry: [String: Any]) throws {
    let found = try #require(entry["default"], "\(key.path)")
    switch key.value(in: Scenario()) {
    case .number(let number): #expect(found as? Double == number)
    case .distance(.fixed(let number)), .height(.fixed(let number)): #expect(found as? Double == number)
    case .integer(let number): #expect(found as? Int == number)
    case .seed(let seed): #expect(found as? UInt64 == seed)
    case .flag(let flag): #expect(found as? Bool == flag)
    case .text(let text): #expect(found as? String == text)
    case .faults, .lines: #expect((found as? [Any])?.isEmpty == true)
    case .calibration: Issue.record("by default no servo is calibrated")
    case .none: #expect(found is NSNull)
    case .distance(.drawn), .height(.drawn): Issue.record("the default is fixed")
    }
  }

  @Test func `ranges and choices`() throws {
    for key in ScenarioKey.all {
      let entry = try #require(schema(at: key.path), "\(key.path)")
      let limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map { name in entry[name] as? Double }
      switch key.type {
      case .number(.zeroOr(let least, let limit), _):
        #expect(limits == [0, limit, nil, nil])
        let choices = try #require(entry["anyOf"] as? [[String: Double]], "\(key.path)")
        #expect(choices == [["const": 0], ["minimum": least]])
      case .number(.between(let lowest, let highest), _): #expect(limits == [lowest, highest, nil, nil])
      case .number(.below(let highest, let lowest), _): #expect(limits == [lowest, nil, nil, highest])
      case .integer(let range, _): #expect(limits == [Double(range.lowerBound), Double(range.upperBound), nil, nil])
      case .seed: #expect(limits == [0, nil, nil, nil])
      case .distance: #expect(limits == [0.1, 1e6, nil, nil])
      case .height: #expect(limits == [-1e6, 1e6, nil, nil])
      case .choice(let words): #expect(entry["enum"] as? [String] == words)
      case .flag, .text, .name, .faults, .lines, .calibration: #expect(limits == [nil, nil, nil, nil])
      }
    }
  }

  @Test func `words among numbers are held to their pattern`() throws {
    for key in ScenarioKey.all where ![.text, .name, .lines].contains(key.type) {
      let entry = try #require(schema(at: key.path))
      guard types(of: entry).contains("string"), types(of: entry).count > 1 else { continue }
      let isRange = key.type == .distance || key.type == .height
      let pattern = try Regex(try #require(entry["pattern"] as? String, "\(key.path)"))
      for (word, isLegal) in [
        ("none", key.isOptional), ("50..1000", isRange), ("0.5..1e3", isRange), ("-1..1", isRange),
        ("nothing", false), ("x..y", false), ("", false),
      ] {
        #expect((word.firstMatch(of: pattern) != nil) == isLegal, "\(key.path): \(word)")
      }
    }
  }

  @Test func `faults`() throws {
    let items = try #require(schema(at: "rig.faults")?["items"] as? [String: Any])
    let properties = try #require(items["properties"] as? [String: Any])
    #expect(properties.keys.sorted() == FaultList.words.sorted())
    #expect(items["additionalProperties"] as? Bool == false)
    #expect(items["required"] as? [String] == ["part", "kind"])
    #expect((properties["kind"] as? Object)?["enum"] as? [String] == FaultForm.all.map(\.name))
    for (name, word, greatest) in [
      ("from", nil, 1_000_000_000), ("to", "none", 1_000_000_000), ("axis", "all", RigKind.mostAxes),
    ] {
      let entry = try #require(properties[name] as? Object)
      #expect(entry["maximum"] as? Int == greatest, "\(name)")
      #expect(entry["type"] as? [String] == word.map { _ in ["integer", "string"] }, "\(name)")
      #expect(entry["pattern"] as? String == word.map { word in "^\(word)$" }, "\(name)")
    }
    for amount in FaultForm.all.compactMap(\.amount) {
      let entry = try #require(properties[amount.name] as? Object)
      let (least, most) = (try #require(entry["minimum"] as? Double), try #require(entry["maximum"] as? Double))
      switch amount.kind(.sensor) {
      case .number(let range, _):
        #expect(range.contains(least) && range.contains(most), "\(amount.name)")
        #expect(!range.contains(least - 1) && !range.contains(most + 1), "\(amount.name)")
      case .integer(let range, _):
        #expect(least == Double(range.lowerBound) && most == Double(range.upperBound), "\(amount.name)")
      case .flag, .choice, .name, .names: Issue.record("\(amount.name) is no number")
      }
    }
  }
}
