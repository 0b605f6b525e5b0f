internal import RealModule

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
  // Unchecked, since the compiler cannot know that the memory behind the address never changes.
  @usableFromInline
  let edges: UnsafePointer<Double>

  /// The distribution; its table is made at the first use in a process.
  public init() {
    unsafe edges = ZigguratLayers.edges
  }

  /// A random number with mean 0 and standard deviation 1.
  @inlinable
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    return commonDraw(bits) ?? rareDraw(bits, using: &generator)
  }

  /// The draw that follows from `bits` alone, if they lie well inside a layer.
  @inlinable
  @inline(__always)
  func commonDraw(_ bits: UInt64) -> Double? {
    let layer = Int(bits & 255)
    let candidate = place(bits, in: layer)
    return candidate.magnitude < edge(layer + 1) ? candidate : nil
  }

  /// The draw for `bits` that lie at the edge of a layer or in the tail.
  @usableFromInline
  func rareDraw(_ bits: UInt64, using generator: inout some RandomNumberGenerator) -> Double {
    var bits = bits
    for _ in 0..<64 {
      let layer = Int(bits & 255)
      let candidate = place(bits, in: layer)
      if candidate.magnitude < edge(layer + 1) { return candidate }
      if layer == 0 {
        let beyond = Self.drawTail(using: &generator)
        return candidate < 0 ? -beyond : beyond
      }
      let foot = ZigguratLayers.density(edge(layer))
      let top = ZigguratLayers.density(edge(layer + 1))
      if foot + Self.unit(generator.next()) * (top - foot) < ZigguratLayers.density(candidate) { return candidate }
      bits = generator.next()
    }
    return place(bits, in: 1)
  }

  /// The width of `layer` (0...256) at its foot.
  @inlinable
  @inline(__always)
  func edge(_ layer: Int) -> Double {
    unsafe edges[layer]
  }

  /// The upper 53 bits as a place between the two edges of `layer`.
  @inlinable
  @inline(__always)
  func place(_ bits: UInt64, in layer: Int) -> Double {
    Double(Int64(bitPattern: bits) >> 11) * 0x1p-52 * edge(layer)
  }

  /// The upper 53 bits as a number above 0 and at most 1.
  private static func unit(_ bits: UInt64) -> Double {
    Double((bits >> 11) + 1) * 0x1p-53
  }

  private static func drawTail(using generator: inout some RandomNumberGenerator) -> Double {
    let tail = ZigguratLayers.tail
    for _ in 0..<64 {
      let beyond = -Double.log(unit(generator.next())) / tail
      let bound = -Double.log(unit(generator.next()))
      if bound + bound > beyond * beyond { return tail + beyond }
    }
    return tail
  }
}
