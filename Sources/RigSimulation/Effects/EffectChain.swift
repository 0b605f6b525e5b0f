internal import RigCore

/// Effects of one device in the order in which they apply: a single effect, or two chains joined by ``Then``.
///
/// The order is part of the type, so a loop that applies a chain is compiled for these effects and calls nothing
/// through a table.
protocol EffectChain: Sendable, Equatable {
  /// The state that the effects prepare at the start of a run and keep from step to step.
  associatedtype State: Sendable

  /// The declarations of the effects in their order.
  static var declarations: [EffectDeclaration] { get }

  /// Every effect switched off.
  init()

  /// The effects that `values` describe.
  init(_ values: ParameterValues)

  /// The state of the effects at the start of a run of the device with the random numbers `streams`.
  func state(_ streams: DeviceStreams) -> State

  /// The effect of type `Effect`; nil if there is none in the chain.
  func find<Effect: DeviceEffect>(_ type: Effect.Type) -> Effect?

  /// Puts `effect` in the place of the one of its type; false if there is none in the chain.
  mutating func replace(_ effect: any DeviceEffect) -> Bool
}

extension EffectChain where Self: DeviceEffect {
  static var declarations: [EffectDeclaration] { [declaration] }

  func find<Effect: DeviceEffect>(_ type: Effect.Type) -> Effect? { self as? Effect }

  mutating func replace(_ effect: any DeviceEffect) -> Bool {
    guard let effect = effect as? Self else { return false }
    self = effect
    return true
  }
}

extension EffectChain {
  /// The effect of type `Effect`, which the chain must contain.
  subscript<Effect: DeviceEffect>(type: Effect.Type) -> Effect {
    get {
      guard let effect = find(type) else { preconditionFailure("\(type) is no effect of this device") }
      return effect
    }
    set {
      let isReplaced = replace(newValue)
      precondition(isReplaced, "\(type) is no effect of this device")
    }
  }
}

/// The state of effects that keep nothing from step to step.
struct NoState: Sendable {}

extension EffectChain where State == NoState {
  func state(_ streams: DeviceStreams) -> NoState { NoState() }
}

/// Two chains of effects; the second works on the output of the first.
struct Then<First: EffectChain, Next: EffectChain>: EffectChain {
  struct State: Sendable {
    var first: First.State
    var next: Next.State
  }

  private(set) var first = First()
  private(set) var next = Next()

  static var declarations: [EffectDeclaration] { First.declarations + Next.declarations }

  init() {}

  init(_ values: ParameterValues) {
    first = First(values)
    next = Next(values)
  }

  func state(_ streams: DeviceStreams) -> State { State(first: first.state(streams), next: next.state(streams)) }

  func find<Effect: DeviceEffect>(_ type: Effect.Type) -> Effect? { first.find(type) ?? next.find(type) }

  mutating func replace(_ effect: any DeviceEffect) -> Bool { first.replace(effect) || next.replace(effect) }
}

/// The random numbers of one device of a rig, and the time between its steps.
struct DeviceStreams {
  let seed: RandomSeed
  /// The first axis that the device serves.
  let axis: Int
  /// The number of axes that the device serves, 1 or 2.
  let axisCount: Int
  /// The time from one step to the next in seconds; the mean, if it varies.
  let frameSeconds: Double
  /// The share of that time by which it varies.
  let frameJitter: Double

  /// The clock of the rig.
  var clock: FrameClock { FrameClock(seed: seed, jitter: frameJitter) }

  /// The stream for `purpose` on the axis `number` of the device, counted from 0.
  func generator(for purpose: RandomSeed.Purpose, ofAxis number: Int = 0) -> Xoshiro256PlusPlus {
    seed.generator(for: purpose, axis: axis + number)
  }

  /// The stream by which an event happens with `probability`.
  func chance(_ probability: Double, for purpose: RandomSeed.Purpose) -> Chance {
    Chance(probability, generator: generator(for: purpose))
  }
}
