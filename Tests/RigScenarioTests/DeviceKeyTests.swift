import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigScenario

/// The keys of effects and of kinds of rig come from their declarations.
@Suite struct DeviceKeyTests {
  @Test(arguments: ["rig.sensor", "rig.servo"]) func `every parameter of an effect is a key`(section: String) throws {
    let parameters = section == "rig.sensor" ? SensorModel.parameters : ServoModel.parameters
    for parameter in parameters {
      let description = parameter.description
      let key = try #require(ScenarioKey.key(at: "\(section).\(description.name)"))
      #expect(key.summary == description.summary && key.isOptional == description.isOptional)
      #expect(key.companions == parameter.companions.map { name in "\(section).\(name)" })
      switch (description.kind, key.type) {
      case (.number(let range, let unit), .number(let keyRange, unit: let keyUnit)):
        #expect(range == keyRange && unit == keyUnit)
      case (.integer(let range, let unit), .integer(let keyRange, unit: let keyUnit)):
        #expect(range == keyRange && unit == keyUnit)
      case (.choice(let words), .choice(let keyWords)): #expect(words == keyWords)
      case (.flag, .flag), (.name, .name), (.names, .lines): break
      default: Issue.record("\(key.path) has another type than its parameter")
      }
    }
  }

  @Test func `a key that is set reaches the model, and nothing else does`() throws {
    for parameter in SensorModel.parameters where !parameter.isOfPlane {
      let values = parameter.valuesWhereOn(among: SensorModel.parameters)
      let flags = SensorModel.parameters.filter { other in
        values[other.description] != other.description.defaultSetting
      }
      .map { other in "rig.sensor.\(other.description.name)=\(text(values[other.description]))" }
      #expect(try scenario("", flags: flags).rigModel.sensor == SensorModel(values), "\(flags)")
    }
    for parameter in ServoModel.parameters {
      let values = parameter.valuesWhereOn(among: ServoModel.parameters)
      let flags = ServoModel.parameters.filter { other in
        values[other.description] != other.description.defaultSetting
      }
      .map { other in "rig.servo.\(other.description.name)=\(text(values[other.description]))" }
      #expect(try scenario("", flags: flags).rigModel.servo == ServoModel(values), "\(flags)")
    }
  }

  private func text(_ setting: ParameterSetting) -> String {
    switch setting {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .text(let text): text
    case .names(let names): "[\(names.joined(separator: ", "))]"
    case .none: "none"
    }
  }

  @Test func `a sensor of one direction is told nothing of the other`() throws {
    let file = "rig: {sensor: {biasAcross: 3}}"
    #expect(try scenario(file).rigModel.isIdeal)
    #expect(try scenario(file).panTiltModel.sensor.bias.across == .centimeters(3))
  }

  @Test(arguments: RigKind.allCases) func `a kind has its keys, and no kind has a key of no section`(kind: RigKind) {
    #expect(RigKind(rawValue: kind.rawValue) == kind)
    #expect(RigKind.allCases.count { other in other == kind } == 1)
    for key in kind.ownKeys {
      #expect(kind.owns(key) && key.kinds == [kind], "\(key.path)")
      #expect(ScenarioKey.all.count { other in other.path == key.path } == 1, "\(key.path)")
    }
  }

  @Test func `every key of a rig belongs to a kind`() {
    for key in ScenarioKey.all where key.path.hasPrefix("rig.") && key.path != "rig.kind" {
      #expect(key.kinds != nil, "\(key.path)")
    }
  }

  /// Counts the axes of a rig, and asks whether it keeps the promises of a plant.
  private struct Inspector: PlantVisitor {
    func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> Int
    where Plant.Truth == PlantTruth<axes> {
      checkPlant { plants.plant(seed: RandomSeed(3)) }
      return axes
    }
  }

  @Test(arguments: RigKind.allCases) func `a kind makes rigs with its number of axes`(kind: RigKind) {
    var scenario = Scenario()
    scenario.rig.kind = kind
    let axes = scenario.plants(visitedBy: Inspector())
    #expect(axes == kind.axes && (axes != nil) == kind.isSimulated)
    #expect(scenario.simulatedServos.count == axes ?? 0)
  }

  @Test func `the former name of a kind leads to the new one`() {
    #expect(
      complaint("rig: {kind: simulated}")
        == "test.yaml:1:13: rig.kind: 'simulated' has a new name: write singleAxis")
    #expect(
      complaint("", flags: ["rig.kind=simulated"]) == "--set: rig.kind: 'simulated' has a new name: write singleAxis")
  }
}
