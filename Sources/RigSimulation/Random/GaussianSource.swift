/// A stream of draws from the normal distribution with a generator of its own.
///
/// The draws are those of ``NormalDistribution/draw(using:)``. Here the generator's type is known, so that the rare
/// case can take its state by value and leave the rest of a loop in registers.
@usableFromInline
struct GaussianSource: Sendable {
  @usableFromInline
  let normal = NormalDistribution()
  @usableFromInline
  var generator: Xoshiro256PlusPlus

  init(_ generator: Xoshiro256PlusPlus) {
    self.generator = generator
  }

  @inlinable
  @inline(__always)
  mutating func next() -> Double {
    let bits = generator.next()
    if let common = normal.commonDraw(bits) { return common }
    let rare = Self.finish(bits, of: normal, generator: generator)
    generator = rare.generator
    return rare.value
  }

  @usableFromInline
  @inline(never)
  static func finish(
    _ bits: UInt64, of normal: NormalDistribution, generator: Xoshiro256PlusPlus
  ) -> (value: Double, generator: Xoshiro256PlusPlus) {
    var generator = generator
    let value = normal.rareDraw(bits, using: &generator)
    return (value, generator)
  }
}
