internal import RealModule
public import RigCore

/// The distance of a simulated wall.
public enum WallDistance: Sendable, Equatable {
  /// At a fixed distance above 0.
  case fixed(Length)
  /// Somewhere in a range of distances above 0, every ratio equally likely: the seed decides.
  case logUniform(ClosedRange<Length>)

  func draw(using generator: inout some RandomNumberGenerator) -> Length {
    switch self {
    case .fixed(let distance): return distance
    case .logUniform(let range):
      let ratio = range.upperBound / range.lowerBound
      return Length(centimeters: range.lowerBound.centimeters * .pow(ratio, generator.share()))
    }
  }
}

extension ClosedRange<Length> {
  /// A length in the range, each equally likely.
  func draw(using generator: inout some RandomNumberGenerator) -> Length {
    Swift.min(lowerBound + generator.share() * (upperBound - lowerBound), upperBound)
  }
}

/// The truth that the controller never sees: the wall, the laser's height before it and the target on it.
public struct WallModel: Sendable, Equatable {
  /// The distance from laser to wall at step 0.
  public var distance: WallDistance
  /// How much farther away the wall moves at each step.
  public var distanceDriftPerStep: Length
  /// The step at which the wall jumps; nil for no jump.
  public var distanceJumpStep: Int?
  /// By how much the wall jumps away.
  public var distanceJump: Length
  /// The height b of the laser above the origin of heights.
  public var laserHeight: Length
  /// The height of the target, step by step.
  public var target: Trajectory
  /// The range of heights from which the seed draws the target's height at step 0, each equally likely, instead of its
  /// trajectory's start. Nil leaves the start as it is.
  public var targetHeights: ClosedRange<Length>?

  /// A wall; by default it and the target stand still.
  public init(
    distance: WallDistance, distanceDriftPerStep: Length = .zero, distanceJumpStep: Int? = nil,
    distanceJump: Length = .zero, laserHeight: Length = .zero, target: Trajectory,
    targetHeights: ClosedRange<Length>? = nil
  ) {
    self.distance = distance
    self.distanceDriftPerStep = distanceDriftPerStep
    self.distanceJumpStep = distanceJumpStep
    self.distanceJump = distanceJump
    self.laserHeight = laserHeight
    self.target = target
    self.targetHeights = targetHeights
  }

  /// True if neither the wall nor the target moves.
  public var isStill: Bool {
    // The whole model is compared, so that nothing that moves it can be forgotten here. A jump without a step, or
    // without a size, does not count.
    target.isConstant
      && self
        == WallModel(
          distance: distance, distanceJumpStep: distanceJump == .zero ? distanceJumpStep : nil,
          distanceJump: distanceJumpStep == nil ? distanceJump : .zero, laserHeight: laserHeight, target: target,
          targetHeights: targetHeights)
  }

  /// True if the seed draws nothing of the wall.
  public var isFixed: Bool {
    guard case .fixed = distance else { return false }
    return targetHeights == nil
  }
}
