public import RealModule

/// The normal distribution with mean 0 and standard deviation 1, drawn by the ziggurat method.
///
/// One draw in about 70 needs more than one random number. Each draw ends: a generator that is stuck on a value that
/// the method rejects gets an extreme value after a bounded number of tries.
///
/// Source: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of Statistical
/// Software 5(8), 2000, with 256 layers, and layer and position taken from separate bits as in J. A. Doornik, "An
/// Improved Ziggurat Method to Generate Normal Random Samples", 2005.
@safe
public struct NormalDistribution: @unchecked Sendable {
  // Unchecked, since the compiler cannot know that what the address points to never changes.
  @usableFromInline
  let edges: UnsafePointer<Double>

  /// The distribution; its table is made at the first use in a process.
  public init() {
    unsafe edges = ZigguratLayers.edges
  }

  /// The width of `layer` (0...256) at its foot.
  @inlinable
  @inline(__always)
  func edge(_ layer: Int) -> Double {
    unsafe edges[layer]
  }

  /// One draw.
  @inlinable
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    let layer = Int(bits & 255)
    let candidate = Self.symmetricUnit(bits) * edge(layer)
    if candidate.magnitude < edge(layer + 1) { return candidate }
    // The state goes by value, so that the common case above keeps it in registers.
    let rare = finish(candidate, layer: layer, generator: generator)
    generator = rare.generator
    return rare.value
  }

  @inlinable
  @inline(never)
  func finish<Generator: RandomNumberGenerator>(
    _ candidate: Double, layer: Int, generator: Generator
  ) -> (value: Double, generator: Generator) {
    var generator = generator
    var candidate = candidate
    var layer = layer
    for _ in 0..<64 {
      if layer == 0 {
        let beyond = Self.drawBeyondTail(using: &generator)
        return (candidate < 0 ? -beyond : beyond, generator)
      }
      let foot = Self.density(edge(layer))
      let top = Self.density(edge(layer + 1))
      if foot + Self.unit(generator.next()) * (top - foot) < Self.density(candidate) { return (candidate, generator) }
      let bits = generator.next()
      layer = Int(bits & 255)
      candidate = Self.symmetricUnit(bits) * edge(layer)
      if candidate.magnitude < edge(layer + 1) { return (candidate, generator) }
    }
    return (candidate, generator)
  }

  /// The upper 53 bits as a number in -1..<1.
  @inlinable
  static func symmetricUnit(_ bits: UInt64) -> Double {
    Double(Int64(bitPattern: bits) >> 11) * 0x1p-52
  }

  /// The upper 53 bits as a number above 0 and at most 1.
  @inlinable
  static func unit(_ bits: UInt64) -> Double {
    Double((bits >> 11) + 1) * 0x1p-53
  }

  @usableFromInline
  static func density(_ value: Double) -> Double {
    ZigguratLayers.density(value)
  }

  @inlinable
  static func drawBeyondTail(using generator: inout some RandomNumberGenerator) -> Double {
    for _ in 0..<64 {
      let beyond = -Double.log(unit(generator.next())) / tail
      let bound = -Double.log(unit(generator.next()))
      if bound + bound > beyond * beyond { return tail + beyond }
    }
    return tail
  }

  @usableFromInline
  static var tail: Double { ZigguratLayers.tail }
}
