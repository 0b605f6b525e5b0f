public import RigCore

/// What happened to a rig that a loop has swallowed.
public final class RigLog<let axes: Int> {
  /// The commands that reached the rig.
  public internal(set) var commands: [PerAxis<axes, Angle>] = []
  /// What the rig read.
  public internal(set) var readings: [Reading<axes>] = []
  /// True once the rig is gone.
  public internal(set) var isReleased = false

  /// An empty log.
  public init() {}
}

/// A rig around a rig that logs what passes. There is only ever one of it, as there is only one of a pin.
public struct WatchedRig<let axes: Int, Base: Rig & ~Copyable>: Rig, ~Copyable
where Base.Angles == PerAxis<axes, Angle>, Base.Output == Reading<axes> {
  /// The rig that is watched.
  public var base: Base
  let log: RigLog<axes>

  /// Watches `base` and keeps `log`.
  public init(_ base: consuming Base, log: RigLog<axes>) {
    self.base = base
    self.log = log
  }

  public var travel: Travel<PerAxis<axes, Angle>> { base.travel }

  public mutating func move(to angles: PerAxis<axes, Angle>) throws(Base.Failure) {
    log.commands.append(angles)
    try base.move(to: angles)
  }

  public mutating func read() throws(Base.Failure) -> Reading<axes> {
    let reading = try base.read()
    log.readings.append(reading)
    return reading
  }

  deinit {
    log.isReleased = true
  }
}
