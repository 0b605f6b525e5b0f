import RigCore
import RigTestSupport
import Testing

@testable import RigSimulation

/// A travel that ends 0.01° to 0.02° below and above a command: the errors of a rig are linear in so little.
private func narrow(_ draws: inout SeededDraws, around command: Angle) -> ClosedRange<Angle> {
  let (below, above) = (draws.uniform(0.01...0.02), draws.uniform(0.01...0.02))
  return .degrees(command.degrees - below) ... .degrees(command.degrees + above)
}

private func mounting(_ draws: inout SeededDraws) -> Mounting {
  Mounting(offset: .degrees(draws.uniform(-20...20)), isReversed: draws.coin())
}

/// The least of `size` with one of the slopes at an end of its `travel` and the others anywhere.
private func leastOfFaces<let axes: Int>(
  _ travel: PerAxis<axes, ClosedRange<Angle>>, around command: PerAxis<axes, Angle>,
  _ size: (PerAxis<axes, Double>) -> Double
) -> Double {
  (0..<axes).flatMap { axis in
    [travel[axis].lowerBound, travel[axis].upperBound].map { end in
      var slopes = command.map(\.slope)
      slopes[axis] = end.slope
      return least(of: size, from: slopes, holding: axis)
    }
  }.min() ?? .nan
}

/// By Powell's conjugate directions, along each of which the square is taken for a parabola.
private func least<let axes: Int>(
  of size: (PerAxis<axes, Double>) -> Double, from start: PerAxis<axes, Double>, holding held: Int
) -> Double {
  let step = 1e-4
  var place = start
  func goLow(along direction: PerAxis<axes, Double>) {
    func square(_ way: Double) -> Double {
      let found = size(PerAxis { axis in place[axis] + way * direction[axis] })
      return found * found
    }
    let (before, here, behind) = (square(-step), square(0), square(step))
    let way = step * (before - behind) / (2 * (before - 2 * here + behind))
    place = PerAxis { axis in place[axis] + way * direction[axis] }
  }
  for _ in 0..<3 {
    var directions = (0..<axes).filter { axis in axis != held }.map { axis in
      PerAxis<axes, Double> { element in element == axis ? 1 : 0 }
    }
    for _ in 0..<directions.count {
      let before = place
      for direction in directions { goLow(along: direction) }
      let way = PerAxis<axes, Double> { axis in place[axis] - before[axis] }
      guard way.norm > 1e-9 else { break }
      directions.removeFirst()
      directions.append(way.map { part in part / way.norm })
      goLow(along: directions[directions.count - 1])
    }
  }
  return size(place)
}

@Suite struct NearerEndTests {
  @Test(arguments: 0..<20 as Range<UInt64>) func `with pan and tilt it is the least error at any end`(seed: UInt64)
    throws
  {
    var draws = SeededDraws(seed)
    var model = PanTiltModel.random(seed: RandomSeed(seed), conditionNumberAtMost: 10)
    (model.tilt.mounting, model.pan.mounting) = (mounting(&draws), mounting(&draws))
    let free = model
    let rig = PanTiltRig(model, seed: RandomSeed(seed))
    let target = rig.truth.targets
    let command = try #require(rig.command(forHeight: target[0], across: target[1]))
    model.tilt.travel = narrow(&draws, around: command[0])
    model.pan.travel = narrow(&draws, around: command[1])
    let travel = PerAxis<2, ClosedRange<Angle>> { axis in axis == 0 ? model.tilt.travel : model.pan.travel }
    let found = leastOfFaces(travel, around: command) { slopes in
      PanTiltRig(free, seed: RandomSeed(seed), start: slopes.map { slope in .slope(slope) }).trueErrors?.norm
        .centimeters
        ?? .nan
    }
    let told = try #require(PanTiltRig(model, seed: RandomSeed(seed)).errorAtNearerEnd).centimeters
    #expect(abs(told / found - 1) < 0.02)
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func `so it is with four axes`(seed: UInt64) throws {
    var draws = SeededDraws(seed)
    var model = BeamWalkModel.random(seed: RandomSeed(seed), conditionNumberAtMost: 20)
    for axis in 0..<4 {
      model.servos[axis] = ServoModel(mounting(&draws))
    }
    let free = model
    let rig = BeamWalkRig(model, seed: RandomSeed(seed))
    let command = rig.command(for: rig.truth.targets)
    for axis in 0..<4 { model.servos[axis].travel = narrow(&draws, around: command[axis]) }
    let found = leastOfFaces(model.servos.map(\.travel), around: command) { slopes in
      BeamWalkRig(free, seed: RandomSeed(seed), start: slopes.map { slope in .slope(slope) }).trueErrors?.norm
        .centimeters
        ?? .nan
    }
    let told = try #require(BeamWalkRig(model, seed: RandomSeed(seed)).errorAtNearerEnd).centimeters
    #expect(abs(told / found - 1) < 0.02)
  }

  @Test func `at right angles each axis is by itself`() throws {
    var model = PanTiltModel(
      wall: WallModel(distance: .fixed(.centimeters(200)), target: Trajectory(start: .centimeters(10))))
    model.tilt.travel = .slope(-1) ... .slope(0.3)
    model.pan.travel = .slope(-0.4) ... .slope(1)
    func told() -> Length? { PanTiltRig(model, seed: RandomSeed(1)).errorAtNearerEnd }
    #expect(abs(try #require(told()).centimeters - 50) < 1e-9)
    model.tilt.travel = .slope(-1) ... .slope(0.6)
    #expect(abs(try #require(told()).centimeters - 80) < 1e-9)
    // The tilt can not reach the target, and then neither axis can.
    model.tilt.travel = .slope(0.1) ... .slope(0.6)
    #expect(abs(try #require(told()).centimeters - 80) < 1e-9)
    model.pan.travel = .slope(0.1) ... .slope(0.6)
    #expect(told() == nil)
  }

  @Test func `the other mirror makes up for some of it`() throws {
    // Per plane [[50, 20], [130, 100]] with the determinant 2400, over the length of the other mirror's column.
    let rig = BeamWalkRig(
      BeamWalkModel(targets: PerAxis(repeating: Trajectory(start: .zero))), seed: RandomSeed(1))
    let second = 2400 / (50.0 * 50 + 130 * 130).squareRoot()
    #expect(abs(try #require(rig.errorAtNearerEnd).centimeters / (Angle.degrees(3).slope * second) - 1) < 1e-9)
  }

  @Test func `it is of the target that moves`() throws {
    var model = PanTiltModel(
      wall: WallModel(
        distance: .fixed(.centimeters(200)), target: Trajectory(start: .zero, driftPerStep: .centimeters(5))),
      targetAcross: Trajectory(start: .zero, driftPerStep: .centimeters(7)))
    (model.tilt.travel, model.pan.travel) = (.slope(-1) ... .slope(1), .slope(-1) ... .slope(1))
    var rig = PanTiltRig(model, seed: RandomSeed(1))
    for _ in 0...4 { _ = rig.read() }
    #expect(abs(try #require(rig.errorAtNearerEnd).centimeters - (200 - 4 * 7)) < 1)
  }

  @Test func `where no command puts the dot on the target it is not known`() {
    // So far askew, the axis can not point the beam that high.
    let model = PanTiltModel(
      wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .centimeters(300))),
      geometry: PanTiltGeometry(crossing: .degrees(60)))
    let rig = PanTiltRig(model, seed: RandomSeed(1))
    #expect(rig.command(forHeight: .centimeters(300), across: .zero) == nil && rig.errorAtNearerEnd == nil)
  }

  @Test func `nor where the axes move the dot along one line`() {
    let travel = Travel<PerAxis<2, Angle>>(
      lower: PerAxis(repeating: .degrees(-5)), upper: PerAxis(repeating: .degrees(5)))
    let line = SquareMatrix<2> { row, column in Double((row + 1) * (column + 1)) }
    #expect(line.nearerEnd(of: travel, onTarget: PerAxis(repeating: .zero)) == nil)
    #expect(SquareMatrix<2>(diagonal: 0).nearerEnd(of: travel, onTarget: PerAxis(repeating: .zero)) == nil)
    #expect(SquareMatrix<2>(diagonal: 1).nearerEnd(of: travel, onTarget: PerAxis(repeating: .zero)) != nil)
  }
}
