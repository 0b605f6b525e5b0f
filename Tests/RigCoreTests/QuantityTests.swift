import RigCore
import RigSimulation
import Testing

@Suite struct QuantityTests {
  @Test func `an angle keeps the form that it was made in, bit for bit`() {
    var generator = Xoshiro256PlusPlus(seed: 1)
    for _ in 0..<1000 {
      let value = Double.random(in: -1.5...1.5, using: &generator)
      #expect(Angle(slope: value).slope == value)
      #expect(Angle(radians: value).radians == value)
      #expect(abs(Angle(slope: Angle(radians: value).slope).radians - value) < 1e-13)
      #expect(abs(Angle(degrees: value * 57).degrees - value * 57) < 1e-13)
    }
  }

  @Test func `angles compare across forms`() {
    #expect(Angle.degrees(44) < .slope(1) && Angle.slope(1) < .degrees(46))
    #expect(Angle.slope(0) == .zero && Angle.slope(0).hashValue == Angle.zero.hashValue)
    #expect(Angle.slope(1e9) < .degrees(90) && Angle.slope(-1e9) > .degrees(-90))
  }

  @Test func `beyond the vertical a slope is infinite`() {
    #expect(Angle.degrees(100).slope == .infinity && Angle.degrees(-100).slope == -.infinity)
    #expect(Angle.degrees(180).slope == .infinity && Angle.degrees(89.9).slope < 600)
    #expect(Angle.radians(.nan).slope.isNaN)
  }

  @Test func `lengths add, scale and divide to plain numbers`() {
    #expect(Length.centimeters(3) + .centimeters(4) - .centimeters(2) == .centimeters(5))
    #expect(2 * -Length.centimeters(3) == .centimeters(-6) && Length.centimeters(-6).magnitude == .centimeters(6))
    #expect(Length.centimeters(6) / .centimeters(4) == 1.5 && Length.centimeters(1) < .centimeters(2))
  }

  @Test func `errors of several axes have a norm`() {
    let error = PerAxis<2, Length> { axis in .centimeters(axis == 0 ? 3 : -4) }
    #expect(error.norm == .centimeters(5) && error.sumOfSquares == 25)
    #expect(PerAxis<1, Length>(.centimeters(-7)).norm == .centimeters(7))
    #expect(error.map { length in length.centimeters }.values == [3, -4])
    #expect(error != PerAxis(repeating: .centimeters(3)))
    let other = PerAxis<2, Length> { axis in .centimeters(axis == 0 ? 2 : 1) }
    #expect(error.dot(other) == 2)
  }
}
