import RealModule
import Testing

@testable import RigCharts

@Suite struct ScaleTests {
  private static func range(using rng: inout SplitMix) -> ClosedRange<Double> {
    let scale = Double.pow(10, Int.random(in: -9...12, using: &rng))
    let low = Double.random(in: -scale...scale, using: &rng)
    return low...(low + scale * Double.random(in: 1e-3...2, using: &rng))
  }

  @Test func ticksAreRoundEvenAndCoverTheRange() {
    var rng = SplitMix(seed: 1)
    for _ in 0..<2000 {
      let range = Self.range(using: &rng)
      let ticks = LinearTicks(covering: range, count: Int.random(in: 3...9, using: &rng))
      #expect([1, 2, 5].contains(ticks.mantissa))
      let slack = ticks.step * 1e-6
      #expect(ticks.bounds.lowerBound <= range.lowerBound + slack)
      #expect(ticks.bounds.upperBound >= range.upperBound - slack)
      #expect(ticks.bounds.lowerBound > range.lowerBound - ticks.step - slack)
      #expect((2...20).contains(ticks.values.count))
      for (left, right) in zip(ticks.values, ticks.values.dropFirst()) {
        #expect(abs(right - left - ticks.step) <= ticks.step * 1e-3)
      }
      for value in ticks.values {
        let multiple = value / ticks.step
        #expect(abs(multiple - multiple.rounded()) <= 1e-6)
      }
    }
  }

  @Test func ticksAreTheDecimalsThatAPersonWouldWrite() {
    #expect(LinearTicks(covering: 0...1, count: 6).values == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(LinearTicks(covering: 0.1...0.3, count: 5).values == [0.1, 0.15, 0.2, 0.25, 0.3])
    #expect(LinearTicks(covering: 95...105, count: 6).values == [94, 96, 98, 100, 102, 104, 106])
    #expect(LinearTicks(covering: 0...2, count: 6, isWhole: true).values == [0, 1, 2])
  }

  @Test func axisLabelsTellTheirTicksApart() {
    var rng = SplitMix(seed: 2)
    for _ in 0..<500 {
      let axis = Axis.linear(Self.range(using: &rng), name: "y", unit: "cm")
      #expect(axis.ticks.count >= 2)
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
      #expect(axis.ticks.allSatisfy { tick in tick.label.count <= 14 })
    }
  }

  @Test func largeValuesShareAPowerOfTen() {
    let axis = Axis.linear(0...9_437_184, name: "cost J", unit: "cm²")
    #expect(axis.label == "cost J (10⁶ cm²)")
    #expect(axis.ticks.map(\.label) == ["0", "2", "4", "6", "8"])
  }

  @Test func scalesInvert() {
    var rng = SplitMix(seed: 3)
    for _ in 0..<1000 {
      let linear = Scale(over: Self.range(using: &rng))
      let fraction = Double.random(in: -0.5...1.5, using: &rng)
      #expect(abs(linear.fraction(of: linear.value(atFraction: fraction)) - fraction) < 1e-6)
      let low = Double.pow(10, Double.random(in: -200...100, using: &rng))
      let log = Scale(
        decades: Axis.decades(covering: low...(low * Double.random(in: 1...1e9, using: &rng))))
      #expect(abs(log.fraction(of: log.value(atFraction: fraction)) - fraction) < 1e-9)
    }
  }

  @Test func endsOfTheDomainAreEndsOfTheAxis() {
    let linear = Scale(over: -1e300...1e300)
    #expect(linear.fraction(of: -1e300) == 0 && linear.fraction(of: 0) == 0.5 && linear.fraction(of: 1e300) == 1)
    #expect(Axis.decades(covering: 0.01...3) == -2...1 && Axis.decades(covering: 0.1...1000) == -1...3)
    let log = Scale(decades: -2...1)
    #expect(log.domain == 0.01...10)
    #expect(log.fraction(of: 0.01) == 0 && abs(log.fraction(of: 10) - 1) < 1e-12)
  }

  @Test(arguments: [0, 1, -7, 1e9, 1e-9])
  func anEmptyRangeStillMakesAnAxis(value: Double) {
    let scale = Scale(over: value...value)
    #expect(scale.domain.lowerBound < value && value < scale.domain.upperBound)
    #expect(abs(scale.fraction(of: value) - 0.5) < 1e-6)
  }

  @Test func logAxisNamesDecades() {
    let plain = Axis.logarithmic(0.01...3, name: "|error|", unit: "cm")
    #expect(plain.ticks.map(\.label).filter { !$0.isEmpty } == ["0.01", "0.1", "1", "10"])
    let wide = Axis.logarithmic(1e-30...1e6, name: "|error|", unit: "cm")
    #expect(
      wide.ticks.map(\.label).filter { !$0.isEmpty } == [
        "10⁻³⁰", "10⁻²⁵", "10⁻²⁰", "10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "10⁰", "10⁵",
      ])
  }
}
