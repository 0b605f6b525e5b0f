import RigCore
import RigSimulation
import Testing

@testable import RigScenario

@Suite struct FaultListTests {
  /// Each has a memory of its own, as long as its delay.
  @Test func `faults are so many at most`() throws {
    func list(_ count: Int) -> String {
      "rig: {faults: ["
        + Array(repeating: "{part: sensor, kind: delayed, steps: 3}", count: count).joined(separator: ", ")
        + "]}\n"
    }
    #expect(try scenario(list(100)).rig.faults.count == 100)
    #expect(complaint(list(101)) == "test.yaml:1:15: rig.faults: takes at most 100 faults, got 101")
  }

  private func faults(_ list: String) throws -> [Fault] {
    let inFile = try scenario("rig:\n  faults: \(list)\n").rig.faults
    #expect(try scenario("", flags: ["rig.faults=\(list)"]).rig.faults == inFile)
    #expect(try scenario("", environment: ["LASERRIG_RIG_FAULTS": list]).rig.faults == inFile)
    return inFile
  }

  @Test func `every kind`() throws {
    #expect(try faults("[{part: sensor, kind: ok}]") == [Fault(part: .sensor, kind: .ok)])
    #expect(
      try faults("[{part: actuator, kind: stuck, from: 10, to: 20, axis: 1}]")
        == [Fault(part: .actuator, kind: .stuck, firstStep: 10, lastStep: 20, axis: 0)])
    #expect(
      try faults("[{kind: wrong, part: sensor, by: -2.5}]") == [Fault(part: .sensor, kind: .wrong(by: -2.5))])
    #expect(
      try faults("[{part: sensor, kind: delayed, steps: 3, to: none}]")
        == [Fault(part: .sensor, kind: .delayed(steps: 3))])
    #expect(
      try faults("[{part: sensor, kind: intermittent, probability: 0.25}]")
        == [Fault(part: .sensor, kind: .intermittent(probability: 0.25))])
  }

  @Test func `every form of a kind makes that kind of its amount`() {
    for form in FaultForm.all {
      let kind = form.kind(1)
      #expect(kind.name == form.name && kind.form.amount?.name == form.amount?.name)
      #expect(kind.amount == (form.amount == nil ? nil : 1))
    }
  }

  @Test(arguments: ["[]", "none", ""]) func `no faults`(list: String) throws {
    #expect(try faults(list) == [])
  }

  @Test func `several, in their order`() throws {
    let found = try scenario(
      """
      rig:
        faults:
          - {part: sensor, kind: stuck, from: 5, to: 5}
          - part: actuator
            kind: delayed
            steps: 0
          - {part: sensor, kind: ok}
      """
    ).rig.faults
    #expect(found.map(\.part) == [.sensor, .actuator, .sensor])
    #expect(found.map(\.kind) == [.stuck, .delayed(steps: 0), .ok])
  }

  @Test(arguments: [
    ("{part: sensor}", "expected a list such as [{part: sensor, kind: stuck, from: 10, to: 20}]"),
    ("stuck", "expected a list such as [{part: sensor, kind: stuck, from: 10, to: 20}]"),
    ("[stuck]", "entry 1: expected a mapping with part and kind"),
    ("[[]]", "entry 1: expected a mapping with part and kind"),
    ("[{}]", "entry 1: part is missing"),
    ("[{kind: ok}]", "entry 1: part is missing"),
    ("[{part: sensor}]", "entry 1: kind is missing"),
    ("[{part: sensr, kind: ok}]", "entry 1: part: 'sensr' is unknown, did you mean sensor?"),
    ("[{part: laser, kind: ok}]", "entry 1: part: 'laser' is unknown; choose actuator, sensor"),
    ("[{part: sensor, kind: stuk}]", "entry 1: kind: 'stuk' is unknown, did you mean stuck?"),
    (
      "[{part: sensor, kind: explodes}]",
      "entry 1: kind: 'explodes' is unknown; choose ok, stuck, wrong, delayed, intermittent"
    ),
    ("[{part: sensor, knd: ok}]", "entry 1: 'knd' is unknown, did you mean kind?"),
    (
      "[{part: sensor, kind: ok, xyzzyx: 1}]",
      "entry 1: 'xyzzyx' is unknown; choose part, kind, from, to, axis, by, steps, probability"
    ),
    ("[{part: [sensor], kind: ok}]", "entry 1: part: expected a single value"),
    ("[{part: sensor, kind: ok}, {part: sensor, kind: wrong}]", "entry 2: the kind wrong needs by"),
    ("[{part: sensor, kind: delayed}]", "entry 1: the kind delayed needs steps"),
    ("[{part: sensor, kind: intermittent}]", "entry 1: the kind intermittent needs probability"),
    ("[{part: sensor, kind: stuck, by: 1}]", "entry 1: by does not go with the kind stuck"),
    ("[{part: sensor, kind: ok, steps: 1}]", "entry 1: steps does not go with the kind ok"),
    ("[{part: sensor, kind: wrong, by: 1, probability: 1}]", "entry 1: probability does not go with the kind wrong"),
    ("[{part: sensor, kind: wrong, by: lots}]", "entry 1: by: expected a number in cm, got 'lots'"),
    ("[{part: actuator, kind: wrong, by: lots}]", "entry 1: by: expected a number in °, got 'lots'"),
    ("[{part: sensor, kind: wrong, by: nan}]", "entry 1: by: must be finite, got 'nan'"),
    ("[{part: sensor, kind: delayed, steps: -1}]", "entry 1: steps: must be between 0 and 10000 steps, got -1"),
    ("[{part: sensor, kind: delayed, steps: 1.5}]", "entry 1: steps: expected a whole number, got '1.5'"),
    (
      "[{part: sensor, kind: intermittent, probability: 1.1}]",
      "entry 1: probability: must be between 0 and 1, got 1.1"
    ),
    ("[{part: sensor, kind: ok, from: -1}]", "entry 1: from: must be between 0 and 1000000000, got -1"),
    ("[{part: sensor, kind: ok, from: soon}]", "entry 1: from: expected a whole number, got 'soon'"),
    ("[{part: sensor, kind: ok, axis: 0}]", "entry 1: axis: must be between 1 and 4, got 0"),
    ("[{part: sensor, kind: ok, axis: pan}]", "entry 1: axis: expected a whole number, got 'pan'"),
    ("[{part: sensor, kind: ok, to: 1e3}]", "entry 1: to: expected a whole number, got '1e3'"),
    ("[{part: sensor, kind: ok, from: 20, to: 10}]", "entry 1: to: 10 lies before from: 20"),
  ])
  func `every bad form`(list: String, problem: String) {
    #expect(complaint("", flags: ["rig.faults=\(list)"]) == "--set: rig.faults: \(problem)")
    #expect(complaint("rig:\n  faults: \(list)\n") == "test.yaml:2:11: rig.faults: \(problem)")
  }

  @Test func `a list that is no YAML`() throws {
    let message = try #require(complaint("", flags: ["rig.faults=[{part: sensor"]))
    #expect(message.hasPrefix("--set: rig.faults: bad YAML: ") && !message.contains("\n"))
    #expect(complaint("", flags: ["rig.faults=[{part: sensor, part: sensor, kind: ok}]"])?.contains("twice") == true)
  }

  @Test func `a fault does what its kind says`() throws {
    let blind = try scenario("rig: {faults: [{part: sensor, kind: intermittent, probability: 1, from: 2, to: 3}]}")
    var rig = blind.simulatedRig(seed: 1)
    let sightings = (0..<6).map { _ in
      rig.move(to: PerAxis(rig.start))
      return rig.read() != .spotLost
    }
    #expect(sightings == [true, true, false, false, true, true])
  }
}
