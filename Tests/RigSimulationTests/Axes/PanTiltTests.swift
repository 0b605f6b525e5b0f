import RealModule
import RigCore
import RigSimulation
import RigTestSupport
import Testing

private func wall(_ distance: Double, target: Double = 0, laserHeight: Double = 0) -> WallModel {
  WallModel(
    distance: .fixed(.centimeters(distance)), laserHeight: .centimeters(laserHeight),
    target: Trajectory(start: .centimeters(target)))
}

/// The truth at the commands `tilt` and `pan`, in degrees.
private func truth(_ model: PanTiltModel, tilt: Double, pan: Double) -> PlantTruth<2> {
  PanTiltRig(model, seed: RandomSeed(1), start: pair(.degrees(tilt), .degrees(pan))).truth
}

private func pair<Element>(_ first: Element, _ second: Element) -> PerAxis<2, Element> {
  PerAxis { axis in axis == 0 ? first : second }
}

@Suite struct PanTiltTests {
  @Test(arguments: 0..<50) func `on a frontal wall the dot is where the formula says`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let distance = generator.ratio(20, 1000)
    let (tilt, pan) = (Double.random(in: -85...85, using: &generator), Double.random(in: -85...85, using: &generator))
    let found = truth(PanTiltModel(wall: wall(distance, target: 3, laserHeight: 7)), tilt: tilt, pan: pan)
    let dot = try #require(found.dots)
    let (tiltRadians, panRadians) = (tilt * .pi / 180, pan * .pi / 180)
    let height = distance * .tan(tiltRadians) / .cos(panRadians) + 7
    let across = distance * .tan(panRadians)
    #expect(abs(dot[0].centimeters - height) <= 1e-11 * (1 + height.magnitude))
    #expect(abs(dot[1].centimeters - across) <= 1e-11 * (1 + across.magnitude))
    #expect(found.errors?[0].centimeters == dot[0].centimeters - 3)
    #expect(found.errors?[1] == dot[1])
    #expect(found.beams == pair(.degrees(tilt), .degrees(pan)) && found.targets[0] == .centimeters(3))
  }

  @Test(arguments: 0..<50) func `without pan it reads as a rig with one axis does`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    var single = RigModel.randomWithEverythingOn(using: &generator)
    // Both directions of an outlier, and a square field of view, are what sets the two apart.
    single.sensor.outliers = Outliers()
    single.faults = single.faults.filter { fault in fault.part == .actuator }
    var model = PanTiltModel(
      wall: single.wall, tilt: single.servo, sensor: single.sensor,
      faults: single.faults.map { fault in
        var fault = fault
        fault.axis = 0
        return fault
      }, frameSeconds: single.frameSeconds)
    model.frameJitter = single.frameJitter
    var one = SimulatedRig(single, seed: RandomSeed(seed))
    var two = PanTiltRig(model, seed: RandomSeed(seed))
    var seen = 0
    for step in 0..<100 {
      let command = Angle(degrees: Double.random(in: -40...40, using: &generator))
      one.move(to: PerAxis(command))
      two.move(to: pair(command, .zero))
      let (left, right) = (one.read().error, two.read().error)
      #expect(one.truth.distance == two.truth.distance && one.truth.beam == two.truth.beams[0])
      if one.truth.error.map({ error in error.magnitude.centimeters < 2000 }) ?? false {
        #expect((left == nil) == (right == nil), "step \(step)")
      }
      guard let left, let right else { continue }
      seen += 1
      // A rounded reading may tip over at its edge.
      let slack = single.sensor.rounding.unit.centimeters
      #expect(abs(left[0].centimeters - right[0].centimeters) <= 1e-9 + slack, "step \(step)")
    }
    #expect(seen > 20)
  }

  @Test func `a wall that is turned moves the dot as a plane does`() throws {
    // At 45° of pan a wall turned by 45° towards the beam stands square to it, nearer than ahead by cos 45°.
    let towards = PanTiltModel(
      wall: wall(100), geometry: PanTiltGeometry(wallYaw: .degrees(-45)))
    let square = try #require(truth(towards, tilt: 0, pan: 45).dots)
    #expect(abs(square[0].centimeters) < 1e-12)
    #expect(abs(square[1].centimeters - 100 * 0.5.squareRoot()) < 1e-12)
    // Turned away by 45° it runs along that beam; beyond that the beam leaves it behind.
    let away = PanTiltModel(wall: wall(100), geometry: PanTiltGeometry(wallYaw: .degrees(45)))
    #expect(truth(away, tilt: 0, pan: 44).dots != nil)
    #expect(truth(away, tilt: 0, pan: 46).dots == nil && truth(away, tilt: 0, pan: 46).jacobian == nil)
    #expect(truth(away, tilt: 0, pan: 46).errors == nil)
    var rig = PanTiltRig(away, seed: RandomSeed(1), start: pair(.zero, .degrees(46)))
    #expect(rig.read() == .spotLost)
    // A wall that leans away is met farther up.
    let leaning = PanTiltModel(wall: wall(100), geometry: PanTiltGeometry(wallPitch: .degrees(30)))
    let high = try #require(truth(leaning, tilt: 30, pan: 0).dots)
    // The triangle of laser, foot and dot: angles 30° at the laser and 120° at the foot, so 30° at the dot.
    #expect(abs(high[0].centimeters - 100) < 1e-9 && abs(high[1].centimeters) < 1e-12)
    #expect(truth(leaning, tilt: 61, pan: 0).dots == nil)
  }

  @Test(arguments: 0..<50) func `the dot lies on the wall and on the beam`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let geometry = PanTiltGeometry(
      wallYaw: .degrees(.random(in: -50...50, using: &generator)),
      wallPitch: .degrees(.random(in: -50...50, using: &generator)))
    let (tilt, pan) = (Double.random(in: -25...25, using: &generator), Double.random(in: -25...25, using: &generator))
    guard let dot = truth(PanTiltModel(wall: wall(200), geometry: geometry), tilt: tilt, pan: pan).dots else { return }
    // The wall's axes, by turning the frontal ones about the vertical and then about the wall's own level line.
    let (yaw, pitch) = (geometry.wallYaw.radians, geometry.wallPitch.radians)
    let across: [Double] = [.cos(yaw), 0, .sin(yaw)]
    let up: [Double] = [-.sin(yaw) * .sin(pitch), .cos(pitch), .cos(yaw) * .sin(pitch)]
    let point = (0..<3).map { axis in
      (axis == 2 ? 200 : 0) + dot[0].centimeters * up[axis] + dot[1].centimeters * across[axis]
    }
    let level = (point[0] * point[0] + point[2] * point[2]).squareRoot()
    #expect(abs(Double.atan2(y: point[0], x: point[2]) * 180 / .pi - pan) < 1e-9)
    #expect(abs(Double.atan2(y: point[1], x: level) * 180 / .pi - tilt) < 1e-9)
  }

  @Test func `crossed axes tilt the beam along a slanting line`() throws {
    let model = PanTiltModel(wall: wall(100), geometry: PanTiltGeometry(crossing: .degrees(30)))
    for tilt in [-40.0, -5, 10, 40] {
      let dot = try #require(truth(model, tilt: tilt, pan: 0).dots)
      let length = 100 * Double.tan(tilt * .pi / 180)
      #expect(abs(dot[0].centimeters - length * .cos(.pi / 6)) < 1e-11)
      #expect(abs(dot[1].centimeters + length * 0.5) < 1e-11)
    }
    // The pan axis is as upright as ever: its dots stand level.
    for pan in [-40.0, 10] {
      let dot = try #require(truth(model, tilt: 0, pan: pan).dots)
      #expect(abs(dot[0].centimeters) < 1e-12 && abs(dot[1].centimeters - 100 * .tan(pan * .pi / 180)) < 1e-11)
    }
  }

  @Test(arguments: 0..<50) func `a turned sensor sees an error as long, turned the other way`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let turn = Double.random(in: -180...180, using: &generator)
    var model = PanTiltModel(wall: wall(300, target: 50))
    model.targetAcross.start = .centimeters(-20)
    let straight = try #require(truth(model, tilt: 12, pan: -9).errors)
    model.geometry.sensorRotation = .degrees(turn)
    let turned = truth(model, tilt: 12, pan: -9)
    let error = try #require(turned.errors)
    #expect(abs(error.norm.centimeters - straight.norm.centimeters) < 1e-12)
    let seen = Double.atan2(y: error[1].centimeters, x: error[0].centimeters)
    let was = Double.atan2(y: straight[1].centimeters, x: straight[0].centimeters)
    let off = (was - seen - turn * .pi / 180) / (2 * .pi)
    #expect(abs(off - off.rounded()) < 1e-12)
    var rig = PanTiltRig(model, seed: RandomSeed(1), start: pair(.degrees(12), .degrees(-9)))
    #expect(rig.read() == .error(error))
  }

  @Test(arguments: 0..<100) func `the Jacobian is what differences say`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    func mounting() -> Mounting {
      Mounting(offset: .degrees(.random(in: -5...5, using: &generator)), isReversed: generator.coin())
    }
    let model = PanTiltModel(
      wall: wall(generator.ratio(50, 1000)), geometry: .random(using: &generator),
      tilt: ServoModel(mounting()), pan: ServoModel(mounting()))
    let pose = PerAxis<2, Double> { _ in .random(in: -0.4...0.4, using: &generator) }
    func found(_ tilt: Double, _ pan: Double) -> PlantTruth<2> {
      PanTiltRig(model, seed: RandomSeed(1), start: pair(.slope(tilt), .slope(pan))).truth
    }
    guard let jacobian = found(pose[0], pose[1]).jacobian else { return }
    let step = 1e-5
    for column in 0..<2 {
      let (tilt, pan) = column == 0 ? (step, 0) : (0, step)
      let after = try #require(found(pose[0] + tilt, pose[1] + pan).errors)
      let before = try #require(found(pose[0] - tilt, pose[1] - pan).errors)
      for row in 0..<2 {
        let difference = (after[row] - before[row]).centimeters / (2 * step)
        #expect(abs(difference - jacobian[row, column]) < 1e-5 * jacobian.singularValues[0])
      }
    }
  }

  @Test func `straight ahead the Jacobian is the distance`() {
    let jacobian = truth(PanTiltModel(wall: wall(250)), tilt: 0, pan: 0).jacobian
    #expect(jacobian == SquareMatrix(diagonal: 250))
  }

  @Test(arguments: 0..<100) func `the commands for a place lead there`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let model = PanTiltModel(
      wall: wall(200, laserHeight: 11), geometry: .random(using: &generator),
      tilt: ServoModel(Mounting(offset: .degrees(3))),
      pan: ServoModel(Mounting(isReversed: true)))
    let (height, across) = (Length(centimeters: .random(in: -60...60, using: &generator)), Length(centimeters: -35))
    let command = try #require(
      PanTiltRig(model, seed: RandomSeed(1)).command(forHeight: height, across: across))
    let dot = try #require(PanTiltRig(model, seed: RandomSeed(1), start: command).truth.dots)
    #expect((dot[0] - height).magnitude.centimeters < 1e-9 && (dot[1] - across).magnitude.centimeters < 1e-9)
  }

  @Test func `no command leads behind the laser or where the axes do not reach`() {
    let turned = PanTiltModel(wall: wall(100), geometry: PanTiltGeometry(wallYaw: .degrees(60)))
    let rig = PanTiltRig(turned, seed: RandomSeed(1))
    #expect(rig.command(forHeight: .zero, across: .centimeters(-300)) == nil)
    #expect(rig.command(forHeight: .zero, across: .centimeters(300)) != nil)
    // Axes crossed by 60° never point steeper than 30°.
    let crossed = PanTiltModel(wall: wall(100), geometry: PanTiltGeometry(crossing: .degrees(60)))
    let slanting = PanTiltRig(crossed, seed: RandomSeed(1))
    #expect(slanting.command(forHeight: .centimeters(60), across: .zero) == nil)
    #expect(slanting.command(forHeight: .centimeters(40), across: .zero) != nil)
  }

  @Test func `a beam past the vertical is no dot`() {
    let model = PanTiltModel(
      wall: wall(100), tilt: ServoModel(Mounting(offset: .degrees(20))),
      pan: ServoModel(Mounting(offset: .degrees(-20))))
    #expect(truth(model, tilt: 69, pan: 0).dots != nil)
    #expect(truth(model, tilt: 75, pan: 0).dots == nil)
    #expect(truth(model, tilt: 0, pan: -75).dots == nil)
  }

  @Test func `wall and target drift and jump in both directions`() {
    var still = wall(100, target: 10)
    still.distanceDriftPerStep = .centimeters(2)
    still.target.driftPerStep = .centimeters(0.5)
    let model = PanTiltModel(
      wall: still,
      targetAcross: Trajectory(
        start: .centimeters(-4), driftPerStep: .centimeters(-1), jumpStep: 3, jump: .centimeters(20)))
    var rig = PanTiltRig(model, seed: RandomSeed(1), start: pair(.zero, .slope(0.5)))
    for step in 0..<8 {
      let reading = rig.read()
      let target = (10 + 0.5 * Double(step), -4 - Double(step) + (step >= 3 ? 20 : 0))
      #expect(rig.truth.targets == pair(.centimeters(target.0), .centimeters(target.1)))
      let across = 0.5 * (100 + 2 * Double(step)) - target.1
      #expect(abs((reading.error?[1].centimeters ?? .nan) - across) < 1e-12)
      #expect(reading.error?[0] == .centimeters(-target.0))
    }
  }

  @Test func `descent finds a target to the side on a rig that means well`() throws {
    let model = PanTiltModel(
      wall: wall(300, target: 100), targetAcross: Trajectory(start: .centimeters(-60)),
      geometry: PanTiltGeometry(
        wallYaw: .degrees(15), wallPitch: .degrees(-10), sensorRotation: .degrees(20), crossing: .degrees(5)))
    let rig = PanTiltRig(model, seed: RandomSeed(1))
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<2>(learningRate: 0.25, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: rig.start)
    guard case .converged = loop.run() else {
      Issue.record("\(String(describing: loop.outcome))")
      return
    }
    #expect(loop.updates < 40)
    #expect(try #require(loop.rig.truth.errors).norm < .centimeters(0.1))
    // The rate at which it does is what the Jacobian foretells.
    let jacobian = try #require(loop.rig.truth.jacobian)
    #expect((0.3..<0.8).contains((0.5 / 300 * jacobian).contraction))
  }
}
