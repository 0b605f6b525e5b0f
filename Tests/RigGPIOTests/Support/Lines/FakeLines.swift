import Glibc
import Synchronization

@testable import RigGPIO

/// Lines in memory, with the manners of the kernel's: a line has one holder, an unplugged chip answers ENODEV, and what
/// was given back is gone. Everything that is done to them is written down.
final class FakeLines: LineBank {
  /// A line: the number of its chip, and its place on it.
  struct Pin: Hashable {
    var chip = 0
    let offset: Int
  }

  /// What was done to lines, and when.
  struct Entry: Equatable {
    enum Act: Equatable {
      case taken, madeSafeOnDeath, set(Bool), read, released, usedAfterRelease
    }

    let holder: String
    let pins: [Pin]
    let act: Act
    let time: Int64
  }

  /// A use that is about to happen, so that a test can make it fail.
  struct Use {
    let pins: [Pin]
    /// Nil for a reading.
    let isSetTo: Bool?
    let time: Int64
  }

  private struct State {
    var chips: [ChipDescription]
    var unplugged: Set<Int> = []
    var holders: [Pin: String] = [:]
    var levels: [Pin: Bool] = [:]
    var entries: [Entry] = []
    var reads = 0
    var trouble: (@Sendable (Use) -> Int32)?
    var world: (any PinWorld)?
  }

  let clock: VirtualClock
  private let state: Mutex<State>

  init(_ chips: [ChipDescription] = [.rig], clock: VirtualClock = VirtualClock()) {
    self.clock = clock
    state = Mutex(State(chips: chips))
  }

  func chips() -> [ChipDescription] {
    state.withLock { state in
      state.chips.indices.filter { number in !state.unplugged.contains(number) }.map { number in
        let chip = state.chips[number]
        return ChipDescription(
          path: chip.path, name: chip.name, label: chip.label,
          lines: chip.lines.enumerated().map { offset, line in
            let holder = state.holders[Pin(chip: number, offset: offset)] ?? line.holder
            return LineDescription(name: line.name, holder: holder, isOutput: line.isOutput, problem: line.problem)
          }, problem: chip.problem)
      }
    }
  }

  func request(_ request: LineRequest) throws(LineError) -> any LineHandle {
    let (chip, offsets) = try request.resolved(among: chips())
    let taken = state.withLock { state -> [Pin]? in
      let number = state.chips.firstIndex { other in other.path == chip.path } ?? 0
      let pins = offsets.map { offset in Pin(chip: number, offset: Int(offset)) }
      let isFree = pins.allSatisfy { pin in
        state.holders[pin] == nil && state.chips[number].lines[pin.offset].holder == nil
      }
      guard isFree else { return nil }
      for pin in pins {
        state.holders[pin] = request.consumer
        if case .output = request.direction { state.levels[pin] = request.isActiveLow }
      }
      return pins
    }
    guard let taken else { throw LineError(errno: EBUSY, request: request, chip: chip) }
    note(request.consumer, taken, .taken)
    return FakeLineHandle(request, taken, of: self)
  }

  // What tests do.

  /// Decides for each use whether it fails, with which errno; 0 for none.
  func trouble(_ decide: @escaping @Sendable (Use) -> Int32) {
    state.withLock { state in state.trouble = decide }
  }

  /// Takes the chip away.
  func unplug(_ chip: Int = 0) {
    state.withLock { state in _ = state.unplugged.insert(chip) }
  }

  /// Puts a level on an input.
  func pull(_ offset: Int, to level: Bool, chip: Int = 0) {
    state.withLock { state in state.levels[Pin(chip: chip, offset: offset)] = level }
  }

  /// Connects the pins to something that answers.
  func connect(_ world: any PinWorld) {
    state.withLock { state in state.world = world }
  }

  /// The level at a pin.
  func level(_ offset: Int, chip: Int = 0) -> Bool {
    state.withLock { state in state.levels[Pin(chip: chip, offset: offset)] ?? false }
  }

  var entries: [Entry] { state.withLock { state in state.entries } }
  var holders: [Pin: String] { state.withLock { state in state.holders } }
  /// How many snapshots were taken.
  var reads: Int { state.withLock { state in state.reads } }

  // What handles do.

  fileprivate func note(_ holder: String, _ pins: [Pin], _ act: Entry.Act) {
    state.withLock { state in
      if act == .released { for pin in pins { state.holders[pin] = nil } }
      state.entries.append(Entry(holder: holder, pins: pins, act: act, time: clock.now))
    }
  }

  fileprivate func problem(_ pins: [Pin], settingTo isActive: Bool?) -> Int32 {
    let (isGone, trouble) = state.withLock { state in
      (pins.contains { pin in state.unplugged.contains(pin.chip) }, state.trouble)
    }
    return isGone ? ENODEV : trouble?(Use(pins: pins, isSetTo: isActive, time: clock.now)) ?? 0
  }

  fileprivate func drive(_ pins: [Pin], _ values: UInt64, isActiveLow: Bool) {
    for (index, pin) in pins.enumerated() {
      let level = (values >> UInt64(index) & 1 == 1) != isActiveLow
      let world = state.withLock { state in
        state.levels[pin] = level
        return state.world
      }
      world?.pin(pin, wentTo: level, at: clock.now)
    }
  }

  fileprivate func look(_ pins: [Pin], isActiveLow: Bool) -> UInt64 {
    let (world, levels) = state.withLock { state in
      state.reads += 1
      return (state.world, pins.map { pin in state.levels[pin] ?? false })
    }
    var values: UInt64 = 0
    for (index, pin) in pins.enumerated() {
      let level = world?.level(of: pin, at: clock.now) ?? levels[index]
      if level != isActiveLow { values |= 1 << UInt64(index) }
    }
    return values
  }
}

/// What is wired to the pins.
protocol PinWorld: Sendable {
  /// An output has changed its level.
  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64)
  /// The level of an input; nil for one that nothing is wired to.
  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool?
}

private final class FakeLineHandle: LineHandle {
  let request: LineRequest
  private let pins: [FakeLines.Pin]
  private let bank: FakeLines
  private let isReleased = Atomic<Bool>(false)

  init(_ request: LineRequest, _ pins: [FakeLines.Pin], of bank: FakeLines) {
    self.request = request
    self.pins = pins
    self.bank = bank
  }

  private func note(_ act: FakeLines.Entry.Act) { bank.note(request.consumer, pins, act) }

  func set(_ values: UInt64) throws(LineError) {
    if isReleased.load(ordering: .relaxed) { return note(.usedAfterRelease) }
    let problem = bank.problem(pins, settingTo: values & 1 == 1)
    if problem != 0 { throw LineError(errno: problem, request: request, chip: nil) }
    note(.set(values & 1 == 1))
    bank.drive(pins, values, isActiveLow: request.isActiveLow)
  }

  func get() throws(LineError) -> UInt64 {
    if isReleased.load(ordering: .relaxed) {
      note(.usedAfterRelease)
      return 0
    }
    let problem = bank.problem(pins, settingTo: nil)
    if problem != 0 { throw LineError(errno: problem, request: request, chip: nil) }
    return bank.look(pins, isActiveLow: request.isActiveLow)
  }

  func release() {
    isReleased.store(true, ordering: .relaxed)
    note(.released)
  }

  func deactivateOnDeath(afterPulse: Bool) { note(.madeSafeOnDeath) }
}

extension ChipDescription {
  /// A chip with 64 lines called PIN0 to PIN63.
  static let rig = ChipDescription.made(0, "rig")

  static func made(_ number: Int, _ label: String, lines: Int = 64, problem: Int32? = nil) -> ChipDescription {
    ChipDescription(
      path: "/dev/gpiochip\(number)", name: "gpiochip\(number)", label: label,
      lines: problem == nil ? (0..<lines).map { offset in LineDescription(name: "PIN\(offset)") } : [],
      problem: problem)
  }
}

extension FakeLines {
  /// Each level that an output took, with its time, in order.
  func edges(of offset: Int, chip: Int = 0) -> [(isActive: Bool, time: Int64)] {
    entries.compactMap { entry in
      guard entry.pins == [Pin(chip: chip, offset: offset)], case .set(let isActive) = entry.act else { return nil }
      return (isActive, entry.time)
    }
  }

  /// The pulses of an output: rising and falling edges in turns, starting with a rise.
  func pulses(of offset: Int, chip: Int = 0) -> [Pulse] {
    var found: [Pulse] = []
    var rise: Int64?
    for edge in edges(of: offset, chip: chip) {
      if edge.isActive {
        rise = edge.time
      } else if let began = rise {
        found.append(Pulse(rise: began, fall: edge.time))
        rise = nil
      }
    }
    return found
  }

  /// True if all that was taken was given back, each once, and not touched again.
  var isTidy: Bool {
    let entries = entries
    if !holders.isEmpty || entries.contains(where: { entry in entry.act == .usedAfterRelease }) { return false }
    var held: Set<[Pin]> = []
    for entry in entries {
      if entry.act == .taken, !held.insert(entry.pins).inserted { return false }
      if entry.act == .released, held.remove(entry.pins) == nil { return false }
    }
    return held.isEmpty
  }
}

/// One pulse at a pin.
struct Pulse: Equatable {
  let rise: Int64
  let fall: Int64
  var width: Int64 { fall - rise }
}
