import RigCore
import RigTestSupport
import Testing

/// One half of a scripted rig that fails under a name of its own.
private struct Turner: Actuator, ~Copyable {
  struct Jammed: Error, Equatable {}
  var isJammed = false
  var command = PerAxis<1, Angle>(.zero)

  var travel: Travel<PerAxis<1, Angle>> { Travel(lower: PerAxis(.degrees(-30)), upper: PerAxis(.degrees(30))) }

  mutating func move(to angles: PerAxis<1, Angle>) throws(Jammed) {
    if isJammed { throw Jammed() }
    command = PerAxis(min(max(angles[0], travel.lower[0]), travel.upper[0]))
  }
}

private struct Watcher: Sensor {
  struct Blind: Error, Equatable {}
  var isBlind = false

  mutating func read() throws(Blind) -> Reading<1> {
    if isBlind { throw Blind() }
    return .error(PerAxis(.centimeters(4)))
  }
}

@Suite struct PairedRigTests {
  @Test func `the pair does what its halves do`() throws {
    var pair = PairedRig(actuator: Turner(), sensor: Watcher())
    #expect(pair.travel == Travel(lower: PerAxis(.degrees(-30)), upper: PerAxis(.degrees(30))))
    try pair.move(to: PerAxis(.degrees(12)))
    #expect(pair.actuator.command[0] == .degrees(12))
    #expect(try pair.read() == .error(PerAxis(.centimeters(4))))
  }

  @Test func `a failure says which half failed`() {
    var pair = PairedRig(actuator: Turner(isJammed: true), sensor: Watcher(isBlind: true))
    do {
      try pair.move(to: PerAxis(.zero))
      Issue.record("a jammed turner turned")
    } catch {
      guard case .actuator(let jammed) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(jammed == Turner.Jammed())
    }
    do {
      _ = try pair.read()
      Issue.record("a blind watcher saw")
    } catch {
      guard case .sensor(let blind) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(blind == Watcher.Blind())
    }
  }

  @Test func `a pair keeps the promises of a rig`() {
    checkRig(observe: { pair in pair.actuator.command }) { PairedRig(actuator: Turner(), sensor: Watcher()) }
  }
}
