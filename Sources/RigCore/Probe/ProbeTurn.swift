/// The size and the side of one axis' turn.
struct ProbeTurn {
  /// The angle of the turn, without the side; 0 if the travel leaves no room.
  private(set) var angle: Angle
  private let travel: (lowest: Double, highest: Double)
  private let least: Double
  private var home: Double
  private var greatest: Double
  private var isUpwards: Bool
  private var hasTriedOtherSide = false

  init(_ probe: ResponseProbe, at home: Double, between lowest: Double, and highest: Double) {
    self.home = home
    travel = (lowest, highest)
    let room = (below: home - lowest, above: highest - home)
    greatest = min(probe.greatestAngle.radians, max(room.below, room.above))
    angle = Angle(radians: min(probe.firstAngle.radians, greatest))
    least = angle.radians / 8
    isUpwards = room.above >= angle.radians || room.above >= room.below
  }

  private var room: (below: Double, above: Double) { (home - travel.lowest, travel.highest - home) }

  /// The angle to turn to.
  var goal: Angle { Angle(radians: home + (isUpwards ? angle.radians : -angle.radians)) }

  /// Sets the place from which the next turn begins to `home`, which a search may have moved.
  mutating func begin(at home: Double) {
    self.home = home
    keepToTravel()
  }

  /// Doubles the next turn, or takes it as far as the travel allows; false if that is no farther.
  mutating func double() -> Bool {
    let wider = min(2 * angle.radians, greatest, max(room.below, room.above))
    guard wider > 1.001 * angle.radians else { return false }
    angle = Angle(radians: wider)
    keepToTravel()
    return true
  }

  /// Plans the next turn from `home` to the other side, and after that half as far; false if that would be too little.
  mutating func avoid(home: Double) -> Bool {
    self.home = home
    if !hasTriedOtherSide, (isUpwards ? room.below : room.above) >= angle.radians {
      hasTriedOtherSide = true
      isUpwards.toggle()
      return true
    }
    guard angle.radians / 2 >= least else { return false }
    hasTriedOtherSide = false
    angle = Angle(radians: angle.radians / 2)
    greatest = angle.radians
    keepToTravel()
    return true
  }

  /// Chooses a side with room for the turn, or else shortens the turn to the room that there is.
  private mutating func keepToTravel() {
    guard (isUpwards ? room.above : room.below) < angle.radians else { return }
    isUpwards = room.above >= room.below
    angle = Angle(radians: min(angle.radians, max(room.below, room.above)))
  }
}
