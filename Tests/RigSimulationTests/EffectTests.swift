import Foundation
import RigCore
import RigTestSupport
import Testing

@testable import RigSimulation

/// What holds of every effect that is registered.
@Suite struct EffectTests {
  private static let sensor = SensorModel.parameters
  private static let servo = ServoModel.parameters

  /// The order itself is tested effect by effect, in `SensorOrderTests` and `ServoTests`.
  @Test func `the manual lists the effects in the order in which they apply`() throws {
    let page = URL(filePath: #filePath).appending(path: "../../../Sources/laserrig/LaserRig.docc/SimulatedRig.md")
    let lines = try String(contentsOf: page.standardizedFileURL, encoding: .utf8).split(separator: "\n")
    for (device, effects) in [("servo", ServoModel.effects), ("sensor", SensorModel.effects)] {
      let row = try #require(lines.first { line in line.hasPrefix("| \(device) |") })
      let listed = row.split(separator: "|")[1].split(separator: ";").map { part in
        part.trimmingCharacters(in: .whitespaces)
      }
      let places = effects.map { effect in listed.firstIndex { words in words.hasPrefix(effect.name) } ?? -1 }
      // Between the faults that change the command and those that change the reading.
      #expect(places == Array(places[0]..<places[0] + effects.count), "\(device): \(listed)")
    }
  }

  @Test func `no two effects share a name, a parameter or a stream of random numbers`() {
    let streams = (SensorModel.effects + ServoModel.effects).flatMap(\.streams) + RandomSeed.Purpose.general
    #expect(Set(streams).count == streams.count)
    for effects in [SensorModel.effects, ServoModel.effects] {
      #expect(Set(effects.map(\.name)).count == effects.count)
      let names = effects.flatMap(\.parameters).map(\.description.name)
      #expect(Set(names).count == names.count)
    }
  }

  @Test func `a configuration lists every parameter once`() {
    for (listed, effects) in [(Self.sensor, SensorModel.effects), (Self.servo, ServoModel.effects)] {
      let names = effects.flatMap(\.parameters).map(\.description.name)
      #expect(listed.map(\.description.name).sorted() == names.sorted())
    }
  }

  @Test func `without values every effect is off`() {
    #expect(SensorModel(ParameterValues()) == SensorModel() && SensorModel().isPlain)
    #expect(ServoModel(ParameterValues()) == ServoModel() && ServoModel().isIdeal)
  }

  @Test func `every parameter reaches its model`() {
    for parameter in Self.sensor {
      var values = ParameterValues()
      values[parameter.description] = parameter.description.otherSetting
      #expect(SensorModel(values) != SensorModel(), "\(parameter.description.name)")
    }
    for parameter in Self.servo {
      var values = ParameterValues()
      values[parameter.description] = parameter.description.otherSetting
      #expect(ServoModel(values) != ServoModel(), "\(parameter.description.name)")
    }
  }

  @Test func `a companion is another parameter of the same device`() {
    for parameters in [Self.sensor, Self.servo] {
      let names = parameters.map(\.description.name)
      for parameter in parameters {
        for companion in parameter.companions {
          #expect(names.contains(companion) && companion != parameter.description.name, "\(companion)")
        }
      }
    }
  }

  /// A rig whose sensor or servo has one effect on, and how it is called.
  private static let withOneEffect: [(name: String, model: RigModel)] = {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(20)))
    let sensors = sensor.map { parameter in
      (
        parameter.description.name,
        RigModel(wall: wall, sensor: SensorModel(parameter.valuesWhereOn(among: sensor)))
      )
    }
    let servos = servo.map { parameter in
      (
        parameter.description.name, RigModel(wall: wall, servo: ServoModel(parameter.valuesWhereOn(among: servo)))
      )
    }
    return sensors + servos
  }()

  @Test func `an effect that is on keeps a rig off the fast path, but for noise and the travel`() {
    for (name, model) in Self.withOneEffect {
      let rig = SimulatedRig(model, seed: RandomSeed(1))
      let isIdeal = ["noise", "travelFrom", "travelTo"].contains(name)
      #expect(model.isIdeal == isIdeal && (IdealRig(rig) != nil) == isIdeal, "\(name)")
      #expect((rig.servo.isTransparent && rig.sensor.isPlain) == isIdeal, "\(name)")
    }
  }

  @Test func `so do a wall that moves, a target that moves and faults`() {
    let still = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero))
    #expect(RigModel(wall: still).isIdeal)
    var walls = Array(repeating: still, count: 4)
    walls[0].distanceDriftPerStep = .centimeters(1)
    (walls[1].distanceJumpStep, walls[1].distanceJump) = (5, .centimeters(1))
    walls[2].target.driftPerStep = .centimeters(1)
    (walls[3].target.jumpStep, walls[3].target.jump) = (5, .centimeters(1))
    for wall in walls { #expect(!RigModel(wall: wall).isIdeal && !wall.isStill) }
    #expect(!RigModel(wall: still, faults: [Fault(part: .sensor, kind: .stuck)]).isIdeal)
    // A jump without a size, or without a step, is none.
    var half = still
    half.distanceJumpStep = 5
    half.target.jump = .centimeters(1)
    #expect(RigModel(wall: half).isIdeal)
  }

  @Test func `a report of the cost is no plain reading`() {
    #expect(!SensorModel(reports: .cost).isPlain)
  }
}
