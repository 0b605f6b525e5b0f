import RigScenario
import Testing

@Suite struct EnvironmentTests {
  @Test func `every key has a variable of its own`() throws {
    let names = ScenarioKey.all.map(\.environmentVariable)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.hasPrefix("LASERRIG_") && name != "LASERRIG_CONFIG")
      #expect(name.allSatisfy { character in character.isASCII && (character.isUppercase || character == "_") })
    }
  }

  @Test(arguments: [
    ("seed", "LASERRIG_SEED"), ("rig.sensor.noise", "LASERRIG_RIG_SENSOR_NOISE"),
    ("rig.sensor.fieldOfView", "LASERRIG_RIG_SENSOR_FIELD_OF_VIEW"), ("loop.realTime", "LASERRIG_LOOP_REAL_TIME"),
  ])
  func `its name`(path: String, name: String) {
    #expect(ScenarioKey.key(at: path)?.environmentVariable == name)
  }

  @Test func `it sets the key`() throws {
    var values = LegalValues(seed: 4)
    for key in ScenarioKey.all {
      let text = values.text(for: key)
      let byVariable = Result { try scenario(key.company, environment: [key.environmentVariable: text]) }
      let byFlag = Result { try scenario(key.company, flags: ["\(key.path)=\(text)"]) }
      #expect((try? byVariable.get()) == (try? byFlag.get()), "\(key.path)=\(text)")
    }
  }

  @Test func `a variable that no key has`() {
    #expect(
      complaint("", environment: ["LASERRIG_LOOP_STEPZ": "5"])
        == "LASERRIG_LOOP_STEPZ: no such setting, did you mean LASERRIG_LOOP_STEPS?")
    #expect(complaint("", environment: ["LASERRIG_XYZZYXYZZYXYZZY": ""]) == "LASERRIG_XYZZYXYZZYXYZZY: no such setting")
    // Several mistakes: always the same one first.
    #expect(
      complaint("", environment: ["LASERRIG_B_LONG_NAME": "", "LASERRIG_A_LONG_NAME": ""])?.hasPrefix("LASERRIG_A")
        == true)
  }

  @Test func `what is not ours is left alone`() {
    #expect(
      complaint("", environment: ["LASERRIG_CONFIG": "/x", "LASERRIGS": "x", "laserrig_seed": "x", "PATH": "/bin"])
        == nil)
  }
}
