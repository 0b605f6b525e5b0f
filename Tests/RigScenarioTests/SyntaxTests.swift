import RigScenario
import Testing

@Suite struct SyntaxTests {
  /// What an alias of aliases would be made of; these stand for a word each.
  @Test(arguments: [
    ("title: &a x\noutput: {plot: *a}\n", "2:16"), ("? &a x\n: 1\n? *a\n: 2\n", "3:3"), ("title: *a\n# & \n", "1:8"),
    ("title: *a\n", "1:8"), ("rig: {faults: [&a {part: sensor, kind: stuck}, *a]}\n", "1:48"),
  ]) func `an alias is refused at its place`(text: String, place: String) {
    #expect(
      complaint(text)
        == "test.yaml:\(place): aliases such as *name are not taken; write the value itself, or a text that begins with * "
        + "in quotes")
  }

  @Test(arguments: ["a & *b", "&a *a", "2 * 3 & *c", "*"]) func `a text may have their marks`(title: String) throws {
    for text in ["title: '\(title)'\n", "title: \"\(title)\"  # &a *a\n", "title: |-\n  \(title)\n"] {
      #expect(try scenario(text).title == title)
    }
    #expect(try scenario("title: a & b * c *d\n").title == "a & b * c *d")
  }

  @Test(arguments: [
    "", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "{}", "rig:\nloop:\ncontroller:\noutput:\n",
    "rig:\n  sensor:\n  servo:\n", "rig: null\n", "rig: {}\n", "rig: {sensor: {}}\n", "\u{FEFF}rig:\n",
  ])
  func `a file that sets nothing leaves the defaults`(text: String) throws {
    #expect(try scenario(text) == Scenario())
    #expect(try scenario(text, from: .firstLook) == .firstLook)
  }

  @Test func `a byte order mark is no part of the text`() throws {
    let found = try scenario("\u{FEFF}title: x\nloop: {steps: 7}\n")
    #expect(found.title == "x" && found.loop.steps == 7)
  }

  @Test func `line ends of every system`() throws {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["title: x", "loop:", "  steps: 7", ""].joined(separator: end)
      #expect(try scenario(text).loop.steps == 7)
      #expect(complaint(text + "rigg: 1")?.hasPrefix("test.yaml:4:1: rigg: ") == true)
    }
  }

  @Test(arguments: [
    ("rig:\n  distance: [\n", "test.yaml:3:1: bad YAML: "), ("rig:\n\tdistance: 3\n", "test.yaml:2:1: bad YAML: "),
    ("rig: {\n", "test.yaml:2:1: bad YAML: "), ("title: \"open\n", "test.yaml:2:1: bad YAML: "),
    ("title: a\n loop: b\n", "test.yaml:2:6: bad YAML: "), ("rig: *nobody\n", "test.yaml:1:6: aliases"),
    ("title: @x\n", "test.yaml:1:8: bad YAML: "), ("title: a\n---\ntitle: b\n", "test.yaml:2:1: bad YAML: "),
    ("a: b: c\n", "test.yaml:1:5: bad YAML: "), ("title: a\u{0}b\n", "test.yaml: no YAML text: "),
  ])
  func `bad syntax is refused at its place`(text: String, beginning: String) throws {
    let message = try #require(complaint(text))
    #expect(message.hasPrefix(beginning), "\(message)")
    #expect(message.count > beginning.count && !message.contains("\n"))
  }

  @Test func `brackets without end`() {
    let text = "title: " + String(repeating: "[", count: 20_000)
    #expect(complaint(text)?.hasPrefix("test.yaml:1:9: bad YAML: ") == true)
  }

  @Test(arguments: [
    ("- a\n- b\n", "test.yaml:1:1: a configuration is a mapping, such as `rig:` and below it `  distance: 300`"),
    ("just words\n", "test.yaml:1:1: a configuration is a mapping, such as `rig:` and below it `  distance: 300`"),
    ("[]", "test.yaml:1:1: a configuration is a mapping, such as `rig:` and below it `  distance: 300`"),
    ("loop: 5\n", "test.yaml:1:7: loop: is a section, so its keys belong on the lines below it"),
    ("rig:\n  servo: hobby\n", "test.yaml:2:10: rig.servo: is a section, so its keys belong on the lines below it"),
    ("rig: [a]\n", "test.yaml:1:6: rig: is a section, so its keys belong on the lines below it"),
    ("? [a, b]\n: 3\n", "test.yaml:1:3: a key is a word"),
    (
      "rig:\n  distance: 3\n  <<: {target: 4}\n",
      "test.yaml:3:3: rig.<<: no such key; `laserrig config --schema` lists all"
    ),
  ])
  func `what is YAML but no configuration`(text: String, message: String) {
    #expect(complaint(text) == message)
  }

  @Test func `a key that stands twice`() throws {
    for text in ["loop:\n  steps: 5\n  steps: 6\n", "loop:\n  steps: 5\n  steps: 5\n", "loop: {steps: 5, steps: 6}\n"] {
      let message = try #require(complaint(text))
      #expect(message.hasPrefix("test.yaml:") && message.hasSuffix("the key steps stands here twice"), "\(message)")
    }
    #expect(
      complaint("rig: {target: 1}\nloop: {}\nrig: {start: 2}\n")?.contains("the key rig stands here twice") == true)
    // The same word in two sections is two keys.
    #expect(complaint("rig: {sensor: {noise: 1}}\nloop: {noise: 1}\n") == nil)
  }

  @Test func `an anchor alone changes nothing`() throws {
    #expect(try scenario("rig: {target: &height 60}\n").rig.target == 60)
  }
}
