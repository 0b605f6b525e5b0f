import RigCore
import RigSimulation
import Testing

@testable import RigScenario

@Suite struct ScenarioAxisTests {
  @Test func `a range has both its ends`() throws {
    let axis = try ScenarioAxis("rig.sensor.noise=0..2:5", by: "--x")
    #expect(axis.numbers == [0, 0.5, 1, 1.5, 2] && axis.unit == "cm" && axis.key.path == "rig.sensor.noise")
    let usual = try ScenarioAxis("controller.learningRate=0.01..1.25", by: "--x")
    #expect(usual.numbers.count == 64 && usual.numbers.first == 0.01 && usual.numbers.last == 1.25 && usual.unit == "")
    #expect(zip(usual.numbers, usual.numbers.dropFirst()).allSatisfy { less, more in less < more })
  }

  @Test func `a logarithmic range has equal ratios`() throws {
    let axis = try ScenarioAxis("rig.distance=1..1000:4:log", by: "--x")
    #expect(axis.numbers == [1, 10, 100, 1000])
    let fine = try ScenarioAxis("rig.distance=50..1000:20:log", by: "--x").numbers
    let ratios = zip(fine, fine.dropFirst()).map { less, more in more / less }
    #expect(ratios.allSatisfy { ratio in abs(ratio - ratios[0]) < 1e-9 })
  }

  @Test func `a list is sorted, and one value is an axis`() throws {
    #expect(try ScenarioAxis("rig.target=50,-20,0", by: "--y").numbers == [-20, 0, 50])
    #expect(try ScenarioAxis("rig.sensor.noise=0.5", by: "--y").numbers == [0.5])
  }

  @Test func `whole numbers are whole, and each stands there once`() throws {
    #expect(try ScenarioAxis("rig.sensor.deadTime=0..4", by: "--x").numbers == [0, 1, 2, 3, 4])
    let spread = try ScenarioAxis("rig.sensor.deadTime=1..1000:30:log", by: "--x").numbers
    #expect(spread.allSatisfy { number in number == number.rounded() } && Set(spread).count == spread.count)
  }

  @Test func `as many whole numbers as there are, and a word where a logarithmic range has fewer`() throws {
    let all = try ScenarioAxis("rig.sensor.deadTime=0..8", by: "--x")
    #expect(all.text == "rig.sensor.deadTime=0..8:9" && all.note == nil)
    #expect(try ScenarioAxis("rig.sensor.deadTime=0..8:5", by: "--x").numbers == [0, 2, 4, 6, 8])
    #expect(try ScenarioAxis("rig.sensor.deadTime=0..1000", by: "--x").numbers.count == 64)
    let spread = try ScenarioAxis("rig.sensor.deadTime=1..8:30:log", by: "--x")
    #expect(spread.numbers == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(spread.note == "only 8 of the 30 values are different whole numbers")
  }

  @Test(arguments: [
    (" rig.sensor.noise = 0 .. 1 : 5 ", "rig.sensor.noise=0..1:5"), ("rig.target= 5,\t-5 , 0", "rig.target=-5,0,5"),
    ("rig.distance=50..1000: 7 : log", "rig.distance=50..1000:7:log"),
  ])
  func `blanks mean nothing`(written: String, text: String) throws {
    #expect(try ScenarioAxis(written, by: "--x").text == text)
  }

  @Test(arguments: [
    ("rig.sensor.outliers=0,0.1", "rig.sensor.outlierSize=5"),
    ("rig.sensor.outlierSize=0,5", "rig.sensor.outliers=0.1"),
    ("rig.targetJump=-2,0,2", "rig.targetJumpStep=10"),
  ])
  func `an axis may begin at nothing`(text: String, other: String) throws {
    let axis = try ScenarioAxis(text, by: "--x")
    var reader = ScenarioReader()
    try reader.set(other, by: "--set")
    for place in axis.numbers.indices {
      try reader.set(axis.key.path, to: axis.text(at: place), by: "--x")
      let scenario = try reader.scenario(axes: [axis.key.path])
      #expect(axis.key.value(in: scenario) == .number(axis.numbers[place]))
    }
    // Alone it does nothing all the same, and what to mend is the other one.
    var alone = ScenarioReader()
    try alone.set(axis.key.path, to: axis.text(at: axis.numbers.count - 1), by: "--x")
    let path = String(other.prefix { character in character != "=" })
    #expect {
      try alone.scenario(axes: [axis.key.path])
    } throws: { error in
      "\(error)" == "--x: \(axis.key.path): does nothing alone; set \(path) too"
    }
  }

  @Test(arguments: [
    "controller.learningRate=0.01..1.25:64", "rig.distance=50..1000:40:log", "rig.sensor.deadTime=1..1000:30:log",
    "rig.target=-20,0,50.25", "rig.sensor.noise=0.1", "rig.servo.slewRate=1e-05..1000:7:log",
  ])
  func `the text of an axis reads back as the same`(text: String) throws {
    let axis = try ScenarioAxis(text, by: "--x")
    #expect(axis.text == text)
    #expect(try ScenarioAxis(axis.text, by: "--y").numbers == axis.numbers)
  }

  @Test func `each value gets into the scenario, as --set would have it`() throws {
    for text in [
      "rig.distance=50..1000:3", "rig.target=-5,5", "rig.sensor.deadTime=0..3", "rig.servo.slewRate=1..3",
      "controller.learningRate=0.1..0.7:11", "rig.servo.travelTo=1..80:7",
    ] {
      let axis = try ScenarioAxis(text, by: "--x")
      for place in axis.numbers.indices {
        var scenario = Scenario()
        scenario.controller.rule = .gradientDescent
        var reader = ScenarioReader()
        try reader.set(axis.key.path, to: axis.text(at: place), by: "--set")
        let asked = try reader.scenario(from: scenario)
        axis.set(place, in: &scenario)
        #expect(scenario == asked, "\(text), \(place)")
      }
    }
  }

  @Test(arguments: [
    ("rig.sensor.noise", "expected KEY=FROM..TO"), ("rig.sensor.nois=0..1", "did you mean rig.sensor.noise?"),
    ("rig.sensor=0..1", "is a section"), ("rig.kind=0..1", "is no number"), ("rig.servo.reversed=0,1", "is no number"),
    ("seed=1..4", "is no number"), ("rig.sensor.noise=", "expected a number in cm, got ''"),
    ("rig.sensor.noise=..1", "expected two numbers"), ("rig.sensor.noise=0...1", "expected two numbers"),
    ("rig.sensor.noise=0..1..2", "expected two numbers"), ("rig.sensor.noise=0..x", "got 'x'"),
    ("rig.sensor.noise=0..inf", "must be finite"), ("rig.sensor.noise=2..1", "runs backwards; write 1..2"),
    ("rig.sensor.noise=1..1", "is empty"), ("rig.sensor.noise=0..1:log", "begins above 0, got 0"),
    ("rig.target=-1..1:log", "begins above 0, got -1"), ("rig.sensor.noise=0..1:1", "between 2 and 100000, got 1"),
    ("rig.sensor.noise=0..1:5:lin", "expected FROM..TO, then"), ("rig.sensor.noise=0..1:lag", "whole number"),
    ("rig.sensor.noise=-1..1", "must be 0 or between 1e-09 and"), ("rig.sensor.noise=1,1.0", "1 stands there twice"),
    ("rig.sensor.deadTime=0..1.5", "whole number"),
    ("rig.sensor.deadTime=0..8:20", "there are 9 whole numbers in 0..8, and not 20: write :9"),
    ("rig.sensor.noise= ", "expected a number in cm, got ''"), ("rig.distance=0..100", "must be between 0.1 and"),
  ])
  func `a text that is no axis`(text: String, hint: String) {
    #expect {
      try ScenarioAxis(text, by: "--x")
    } throws: { error in
      let words = "\(error)"
      return words.hasPrefix("--x: ") && words.contains(hint)
    }
  }

  @Test func `the nearest number that a key can have`() throws {
    func nearest(_ number: Double, _ axis: String) throws -> Double {
      try ScenarioAxis(axis, by: "--x").nearest(to: number)
    }
    #expect(try nearest(-1, "controller.learningRate=1") > 0 && nearest(1e9, "controller.learningRate=1") == 1e6)
    #expect(try nearest(0.5, "controller.learningRate=1") == 0.5)
    #expect(try nearest(1, "controller.momentum=0.5") == 1.0.nextDown && nearest(-1, "controller.momentum=0.5") == 0)
    #expect(try nearest(-3, "rig.sensor.noise=1") == 0 && nearest(0, "rig.distance=50") == 0.1)
    #expect(try nearest(-2e6, "rig.target=1") == -1e6 && nearest(-7, "rig.target=1") == -7)
    #expect(try nearest(2.6, "rig.sensor.deadTime=1") == 3 && nearest(-0.6, "rig.sensor.deadTime=1") == 0)
    #expect(try ScenarioAxis("rig.sensor.deadTime=1", by: "--x").isWhole)
    #expect(try !ScenarioAxis("rig.distance=50", by: "--x").isWhole)
  }

  @Test func `a scenario without its comments reads back as the same`() throws {
    for rule in RuleDefinition.all {
      var scenario = Scenario.firstLook
      scenario.controller.rule = rule
      scenario.title = "a \"title\": # with everything"
      scenario.rig.sensor.noise = 0.1 + 0.2
      scenario.rig.faults = [Fault(part: .sensor, kind: .intermittent(probability: 0.25))]
      var reader = ScenarioReader()
      try reader.read(scenario.plainYAML, from: "plain.yaml")
      let read = try reader.scenario()
      #expect(read.difference(from: scenario) == nil && read.plainYAML == scenario.plainYAML)
      #expect(!scenario.plainYAML.contains("  #"))
      var other = read
      other.rig.sensor.noise = 0.3
      #expect(other.difference(from: scenario)?.path == "rig.sensor.noise")
    }
  }
}
