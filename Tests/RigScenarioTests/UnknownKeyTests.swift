import Testing

@testable import RigScenario

/// A key that does not exist is refused, and the one that was meant is named.
@Suite struct UnknownKeyTests {
  @Test func `a slip of the pen in any key names that key`() {
    let paths = ScenarioKey.all.map(\.path)
    for path in paths {
      let word = path.split(separator: ".").last.map(String.init) ?? path
      let section = path.dropLast(word.count)
      // Short words have too many neighbours.
      guard word.count >= 6 else { continue }
      var swapped = Array(word)
      swapped.swapAt(2, 3)
      let slips = [word + "x", String(word.dropLast()), String(word.dropFirst()), String(swapped), word.uppercased()]
      for slip in slips where slip != word && !paths.contains(section + slip) {
        // Where the slip is a word of another section, that one is named.
        guard !paths.contains(where: { other in other.hasSuffix("." + slip) }) else { continue }
        #expect(
          complaint("", flags: ["\(section)\(slip)=1"])
            == "--set: \(section)\(slip): no such key, did you mean \(path)?")
      }
    }
  }

  @Test(arguments: [
    ("rig.sensor.learningRate", "controller.learningRate"), ("loop.learningRate", "controller.learningRate"),
    ("learningRate", "controller.learningRate"), ("noise", "rig.sensor.noise"), ("rig.noise", "rig.sensor.noise"),
    ("steps", "loop.steps"), ("controller.tolerance", "loop.tolerance"), ("preset", "rig.servo.preset"),
    ("rig.fieldOfView", "rig.sensor.fieldOfView"), ("sensor.deadTime", "rig.sensor.deadTime"),
    ("output.title", "title"), ("controller.preset", "rig.servo.preset"),
  ])
  func `the right word in the wrong section`(wrong: String, right: String) {
    #expect(complaint("", flags: ["\(wrong)=1"]) == "--set: \(wrong): no such key, did you mean \(right)?")
  }

  @Test(arguments: [
    ("rig.drift", "rig.distanceDrift or rig.targetDrift or rig.targetAcrossDrift"),
    ("sway", "rig.targetSway or rig.beamWalk.targetSway"),
  ])
  func `the end of the right word`(wrong: String, right: String) {
    #expect(complaint("", flags: ["\(wrong)=1"]) == "--set: \(wrong): no such key, did you mean \(right)?")
  }

  @Test(arguments: ["rig.sensor.roll", "loop.speed", "controller.wrongWay"])
  func `another word of a right section is not taken for its neighbour`(wrong: String) {
    #expect(
      complaint("", flags: ["\(wrong)=1"])
        == "--set: \(wrong): no such key; `laserrig config --schema` lists all")
  }

  @Test(arguments: [
    ("rigg", "rig"), ("controler", "controller"), ("rig.sensr", "rig.sensor"), ("loop.serach", "loop.search"),
  ])
  func `a misspelt section`(wrong: String, right: String) {
    #expect(complaint("", flags: ["\(wrong)=1"]) == "--set: \(wrong): no such key, did you mean \(right)?")
  }

  @Test(arguments: ["xyzzy", "laser.colour.blueish", ".", "rig..", "🎯🎯🎯🎯🎯🎯🎯"]) func `what is far from every key`(
    path: String
  ) {
    #expect(complaint("", flags: ["\(path)=1"])?.hasPrefix("--set: \(path): no such key") == true)
    #expect(
      complaint("", flags: ["xyzzyxyzzyxyzzy=1"])
        == "--set: xyzzyxyzzyxyzzy: no such key; `laserrig config --schema` lists all")
  }

  @Test(arguments: ["rig", "rig.servo", "loop.search"]) func `a section is no key`(section: String) {
    #expect(complaint("", flags: ["\(section)=1"]) == "--set: \(section): is a section; name one of its keys")
  }

  @Test func `the place in a file is that of the key`() {
    #expect(
      complaint("title: x\nrig:\n  sensor:\n    nosie: 1\n")
        == "test.yaml:4:5: rig.sensor.nosie: no such key, did you mean rig.sensor.noise?")
    #expect(
      complaint("rig: {sensor: {nosie: 1}}")
        == "test.yaml:1:16: rig.sensor.nosie: no such key, did you mean rig.sensor.noise?")
    #expect(complaint("Loop: {steps: 5}") == "test.yaml:1:1: Loop: no such key, did you mean loop?")
    // An unknown section is one mistake, whatever stands in it.
    #expect(complaint("controler: {rule: x}") == "test.yaml:1:1: controler: no such key, did you mean controller?")
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("noise", "noise", 0), ("nosie", "noise", 1), ("noize", "noise", 1),
    ("nose", "noise", 1), ("nnoise", "noise", 1), ("ab", "ba", 1), ("abc", "ca", 3), ("kitten", "sitting", 3),
  ])
  func `the distance of two words`(left: String, right: String, distance: Int) {
    #expect(Spelling.distance(left, right) == distance)
    #expect(Spelling.distance(right, left) == distance)
  }

  @Test func `a word is near when at most a third of it is mistyped`() {
    #expect(Spelling.nearest(to: "abcdef", among: ["abcxyf", "abcdxx"]) == "abcxyf")
    #expect(Spelling.nearest(to: "abcdef", among: ["abcxyz"]) == nil)
    #expect(Spelling.nearest(to: "ABCDEF", among: ["abcdef"]) == "abcdef")
    #expect(Spelling.nearest(to: "a", among: []) == nil)
    // Two of three letters are not near, nor of four.
    #expect(Spelling.nearest(to: "foo", among: ["jog"]) == nil && Spelling.nearest(to: "stop", among: ["swap"]) == nil)
    #expect(Spelling.nearest(to: "jgo", among: ["jog"]) == "jog")
    #expect(Spelling.nearest(to: "nois", among: ["noisy"]) == "noisy")
  }
}
