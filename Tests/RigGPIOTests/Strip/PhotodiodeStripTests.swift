import Glibc
import RigCore
import RigWiring
import Synchronization
import Testing

@testable import RigGPIO

/// A strip reads heights, not line numbers, and never averages two lights.
@Suite struct PhotodiodeStripTests {
  private let bank = FakeLines()

  private func strip(
    _ offsets: [Int], pitch: Double = 0.5, height: Double = 0, target: Double = 0, snapshots: Int = 1,
    isActiveLow: Bool = false
  ) throws -> PhotodiodeStrip {
    try PhotodiodeStrip(
      PhotodiodeStripSettings(
        offsets.map(PinBench.address), pitch: .centimeters(pitch), height: .centimeters(height),
        isActiveLow: isActiveLow, snapshots: snapshots),
      target: .centimeters(target), from: bank)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `the height of the dot from where the strip is mounted`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let count = Int.random(in: 2...64, using: &draws)
    // Wired in any order: the first line is the lowest diode.
    let offsets = Array((0..<64).shuffled(using: &draws).prefix(count))
    let pitch = Double.random(in: 0.1...3, using: &draws)
    let (height, target) = (Double.random(in: -50...50, using: &draws), Double.random(in: -50...50, using: &draws))
    let isActiveLow = Bool.random(using: &draws)
    let first = Int.random(in: 0..<count, using: &draws)
    let last = Int.random(in: first..<count, using: &draws)
    for (number, offset) in offsets.enumerated() {
      bank.pull(offset, to: (first...last).contains(number) != isActiveLow)
    }
    let strip = try strip(offsets, pitch: pitch, height: height, target: target, isActiveLow: isActiveLow)
    let expected = height + pitch * Double(first + last) / 2 - target
    let offset = try #require(try strip.offset())
    #expect(abs(offset.centimeters - expected) < 1e-9)
    let reading = try #require(try strip.read().error)
    #expect(reading[0] == offset)
    #expect(try strip.sight() == SpotSight(offset: offset, isWhole: first > 0 && last < count - 1))
    #expect(strip.resolution == .centimeters(pitch / 2))
  }

  @Test func `no light, no dot`() throws {
    let strip = try strip(Array(0..<24))
    #expect(try strip.offset() == nil && strip.read() == .spotLost)
    try strip.measureDark { true }
    #expect(bank.reads == 3, "one snapshot a look")
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `two lights are no dot between them`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let lower = Int.random(in: 0..<62, using: &draws)
    let gap = Int.random(in: lower + 1..<63, using: &draws)
    let upper = Int.random(in: gap + 1...63, using: &draws)
    for offset in lower..<gap { bank.pull(offset, to: true) }
    bank.pull(upper, to: true)
    let strip = try strip(Array(0..<64))
    let error = try #require(trouble { () throws(PinError) in _ = try strip.offset() })
    let names = (Array(lower..<gap) + [upper]).map { offset in "rig:\(offset)" }.joined(separator: ", ")
    #expect(
      error
        == .severalSpots(
          """
          the strip sees 2 separate dots (\(names)): a second light, a reflection, or a dead photodiode between them
          """))
    #expect(trouble { () throws(PinError) in _ = try strip.read() } == error)
  }

  @Test func `light while the laser is off, in words`() throws {
    bank.pull(7, to: true)
    bank.pull(12, to: true)
    let strip = try strip(Array(0..<24))
    #expect(
      trouble { () throws(PinError) in try strip.measureDark { true } }
        == .ambientLight(
          """
          the strip sees light on rig:7, rig:12 while the laser is off: shade it from other light, check activeLow and \
          bias, or replace a stuck photodiode
          """))
    #expect(!strip.subtractsAmbientLight && strip.ambientLight == nil)
  }

  /// A diode that flickers in fewer than half of the snapshots is dark, and a lit one that drops out as often is lit.
  @Test(arguments: [1, 3, 5, 21]) func `a flicker is outvoted`(snapshots: Int) throws {
    let looks = Atomic<Int>(0)
    let world = Flicker { offset in
      let look = looks.load(ordering: .relaxed)
      if offset == 0 { looks.wrappingAdd(1, ordering: .relaxed) }
      let isMinority = look % snapshots < snapshots / 2
      return offset == 5 ? !isMinority : offset == 9 && isMinority
    }
    bank.connect(world)
    let strip = try strip(Array(0..<24).reversed(), snapshots: snapshots)
    // The line 5 of the reversed strip is its 18th diode.
    #expect(try strip.offset() == .centimeters(18 * 0.5))
    #expect(bank.reads == snapshots)
  }

  @Test func `a strip that cannot be read`() throws {
    let strip = try strip(Array(0..<4), snapshots: 3)
    bank.trouble { use in use.isSetTo == nil ? EIO : 0 }
    let error = try #require(trouble { () throws(PinError) in _ = try strip.offset() })
    #expect(error.kind == .inputOutput && "\(error)".hasPrefix("GPIO lines rig:0,1,2,3: "))
    #expect(trouble { () throws(PinError) in try strip.measureDark { true } } == error)
  }

  @Test func `of several detectors one that sees nothing loses the spot`() throws {
    let low = try strip(Array(0..<10))
    let high = try strip(Array(10..<20))
    var sensor = SpotSensor<2>([low, high])
    #expect(try sensor.read() == .spotLost)
    bank.pull(4, to: true)
    #expect(try sensor.read() == .spotLost)
    bank.pull(11, to: true)
    #expect(try sensor.read() == .error(PerAxis { axis in axis == 0 ? .centimeters(2) : .centimeters(0.5) }))
    bank.pull(19, to: true)
    #expect(throws: PinError.self) { try sensor.read() }
  }
}

private final class Flicker: PinWorld {
  private let light: @Sendable (Int) -> Bool

  init(_ light: @escaping @Sendable (Int) -> Bool) {
    self.light = light
  }

  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64) {}
  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool? { light(pin.offset) }
}
