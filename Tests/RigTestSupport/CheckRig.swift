public import RigCore
public import Testing

/// Checks what `Rig` promises, on top of `checkActuator` and `checkSensor`: two rigs that are made alike and told the
/// same read the same; a look commands nothing, it lets time pass; and a loop, be it calm or far too eager, ends within
/// its step limit, sees nothing but finite errors and commands nothing beyond the travel.
///
/// - Parameters:
///   - settlingLooks, tolerance, observe: as in `checkActuator`.
///   - looks: how many readings each part of the check takes.
///   - make: makes a rig; each time the same, chance included.
public func checkRig<let axes: Int, Plant: Rig & ~Copyable>(
  settlingLooks: Int = 1, tolerance: Angle = .radians(1e-9), looks: Int = 60,
  sourceLocation: SourceLocation = #_sourceLocation,
  observe: (inout Plant) -> PerAxis<axes, Angle>? = { _ in nil }, _ make: () throws -> Plant
) rethrows where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes> {
  checkActuator(
    try make(), settlingLooks: settlingLooks, tolerance: tolerance, sourceLocation: sourceLocation, observe: observe)
  checkSensor(try make(), looks: looks, sourceLocation: sourceLocation)
  let told = readings(of: try make(), looks: looks, repeatsCommands: true, sourceLocation: sourceLocation)
  let again = readings(of: try make(), looks: looks, repeatsCommands: true, sourceLocation: sourceLocation)
  #expect(told == again, "rigs that are made alike read alike", sourceLocation: sourceLocation)
  let toldOnce = readings(of: try make(), looks: looks, repeatsCommands: false, sourceLocation: sourceLocation)
  #expect(told == toldOnce, "a look commands nothing", sourceLocation: sourceLocation)
  for rate in [0.05, 50] {
    checkLoop(on: try make(), learningRate: rate, stepLimit: looks, sourceLocation: sourceLocation)
  }
}

/// The readings of a rig that is sent to and fro every ten looks.
private func readings<let axes: Int, Plant: Rig & ~Copyable>(
  of plant: consuming Plant, looks: Int, repeatsCommands: Bool, sourceLocation: SourceLocation
) -> [Reading<axes>] where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes> {
  let travel = plant.travel
  var readings: [Reading<axes>] = []
  for look in 0..<looks {
    let share = Double(look / 10 % 4 + 1) / 5
    do throws(Plant.Failure) {
      if repeatsCommands || look.isMultiple(of: 10) {
        try plant.move(
          to: PerAxis { axis in
            let low = travel.lower[axis].radians
            return Angle(radians: low + share * (travel.upper[axis].radians - low))
          })
      }
      readings.append(try plant.read())
    } catch {
      Issue.record("look \(look) failed: \(error)", sourceLocation: sourceLocation)
      return readings
    }
  }
  return readings
}

private func checkLoop<let axes: Int, Plant: Rig & ~Copyable>(
  on plant: consuming Plant, learningRate: Double, stepLimit: Int, sourceLocation: SourceLocation
) where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes> {
  let travel = plant.travel
  // A loop refuses such a rig at once; `checkActuator` has recorded why.
  for axis in 0..<axes where travel.lower[axis] > travel.upper[axis] { return }
  let log = RigLog<axes>()
  var loop = ControlLoop(
    rig: WatchedRig(plant, log: log),
    rule: GradientDescent<axes>(learningRate: learningRate, assumedDistance: .centimeters(300)),
    pacer: VirtualPacer(frameSeconds: 0.02), start: PerAxis(repeating: .zero),
    settings: LoopSettings(stepLimit: stepLimit))
  do throws(Plant.Failure) {
    let outcome = try loop.run()
    #expect(loop.outcome == outcome, sourceLocation: sourceLocation)
  } catch {
    Issue.record("a loop with the rate \(learningRate) failed: \(error)", sourceLocation: sourceLocation)
  }
  #expect(loop.updates <= stepLimit, "a loop keeps its step limit", sourceLocation: sourceLocation)
  #expect(log.readings.allSatisfy { reading in isFinite(reading) }, sourceLocation: sourceLocation)
  for command in log.commands {
    for axis in 0..<axes {
      let radians = command[axis].radians
      #expect(
        radians >= travel.lower[axis].radians - 1e-12 && radians <= travel.upper[axis].radians + 1e-12,
        "a loop commands nothing beyond the travel", sourceLocation: sourceLocation)
    }
  }
}
