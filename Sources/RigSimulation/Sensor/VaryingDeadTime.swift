public import RigCore

extension SensorParameters {
  /// By how many steps readings may be older than the dead time says.
  public var deadTimeSpread: Parameter<Int> {
    Parameter("deadTimeSpread", default: 0, 0...1000, unit: "steps", "how much older a reading may be by chance")
  }
}

extension RandomSeed.Purpose {
  static let varyingDeadTime = RandomSeed.Purpose(number: 9)
}

/// Readings that are older than the dead time by a random number of steps, as over a network or from a busy computer.
///
/// The age of each reading is drawn by itself, every whole number from 0 to the spread equally likely, and added to the
/// dead time. So readings may come out of order: the same one twice, one after a newer one, and some never. A loop is
/// safe if it is stable with the whole spread as dead time.
///
/// Source: J. Nilsson, *Real-Time Control Systems with Delays*, Lund 1998, section 4.2 (delays independent from one
/// sample to the next).
public struct VaryingDeadTime: SensorEffect {
  /// The most that a reading may be older than the dead time says, in steps; 0 for none. Before an error is that old,
  /// the first error is reported.
  public var spread = 0

  public static let declaration = EffectDeclaration(
    "varying dead time",
    [
      EffectParameter(
        SensorParameters().deadTimeSpread,
        theory: .unmodelled("varying dead time", inSentence: "the spread of the dead time"))
    ], streams: [.varyingDeadTime])

  public init() {}

  /// Reports errors that are up to `spread` steps (at least 0) older than the dead time says.
  public init(spread: Int) {
    precondition(spread >= 0, "a spread is at least 0 steps")
    self.spread = spread
  }

  public init(_ values: ParameterValues) { self.init(spread: values[SensorParameters().deadTimeSpread]) }
}

extension VaryingDeadTime: SensorStage {
  struct State: Sendable {
    var chance: Chance
    /// The latest errors, as many as there are ages; none before the first.
    var ring: [PlaneVector?] = []
    /// The place of the next error.
    var next = 0
  }

  func state(_ streams: DeviceStreams) -> State { State(chance: streams.chance(0, for: .varyingDeadTime)) }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    if spread == 0 { return }
    let count = spread + 1
    let seen = reading.isLost ? nil : reading.error.plane
    if state.ring.isEmpty { state.ring = Array(repeating: seen, count: count) }
    state.ring[state.next] = seen
    let age = min(Int(state.chance.share() * Double(count)), spread)
    let old = state.ring[(state.next - age + count) % count]
    state.next = (state.next + 1) % count
    reading = ReadingInWork(old.map { plane in Seen(plane) })
  }
}

extension SensorModel {
  /// The random part of the delay between the dot's position and its report.
  public var varyingDeadTime: VaryingDeadTime {
    get { chain[VaryingDeadTime.self] }
    set { chain[VaryingDeadTime.self] = newValue }
  }
}
