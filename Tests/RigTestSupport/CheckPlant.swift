public import RigCore
public import RigSimulation
public import Testing

/// Checks what `SimulatedPlant` promises, on top of `checkRig`: the errors and beams that are told at little cost are
/// those of the truth, asking for the truth changes nothing, and a target is in reach if the command that leads there
/// lies within the travel.
///
/// - Parameters:
///   - settlingLooks, tolerance: as in `checkActuator`; the first look of a plant lets no time pass. Nil asks nothing
///     of where the beams get to, which faults or a mounting may change.
///   - looks: how many readings each part of the check takes.
///   - make: makes a plant; each time the same, chance included.
public func checkPlant<let axes: Int, Plant: SimulatedPlant>(
  settlingLooks: Int? = 2, tolerance: Angle = .radians(1e-9), looks: Int = 60,
  sourceLocation: SourceLocation = #_sourceLocation, _ make: () throws -> Plant
) rethrows where Plant.Truth == PlantTruth<axes> {
  try checkRig(
    settlingLooks: settlingLooks ?? 1, tolerance: tolerance, looks: looks, sourceLocation: sourceLocation,
    observe: { plant in settlingLooks == nil ? nil : beams(&plant) }, make)
  var (asked, other) = (try make(), try make())
  #expect(asked.frameSeconds > 0, "a frame takes time", sourceLocation: sourceLocation)
  let travel = asked.travel
  for look in 0..<looks {
    let share = Double(look / 10 % 4 + 1) / 5
    let command = PerAxis<axes, Angle> { axis in
      let low = travel.lower[axis].radians
      return Angle(radians: low + share * (travel.upper[axis].radians - low))
    }
    asked.move(to: command)
    other.move(to: command)
    let reading = asked.read()
    let truth = asked.truth
    #expect(asked.trueErrors == truth.errors && asked.beams == truth.beams, sourceLocation: sourceLocation)
    #expect((truth.dots == nil) == (truth.errors == nil), "a dot has an error", sourceLocation: sourceLocation)
    #expect(reading == other.read(), "asking for the truth changes nothing", sourceLocation: sourceLocation)
    guard let onTarget = asked.commandOnTarget else { continue }
    let isWithin = (0..<axes).allSatisfy { axis in
      onTarget[axis] >= travel.lower[axis] && onTarget[axis] <= travel.upper[axis]
    }
    #expect(asked.hasTargetInReach == isWithin, sourceLocation: sourceLocation)
  }
}

/// Lets a frame pass and looks where the beams point.
private func beams<let axes: Int, Plant: SimulatedPlant>(_ plant: inout Plant) -> PerAxis<axes, Angle>?
where Plant.Truth == PlantTruth<axes> {
  _ = plant.read()
  return plant.beams
}
