import RealModule
import Testing

@testable import RigCharts

@Suite struct MapAxisTests {
  @Test func `edges are half-way between values, on the scale`() throws {
    #expect(try MapAxis(name: "", values: [1, 2, 4]).edges == [0.5, 1.5, 3, 5])
    let edges = try MapAxis(name: "", values: [1, 100, 1e6], spacing: .logarithmic).edges
    for (edge, expected) in zip(edges, [0.1, 10, 1e4, 1e8]) { #expect(abs(edge / expected - 1) < 1e-12) }
    let lone = try MapAxis(name: "", values: [3]).edges
    #expect(lone.count == 2 && lone[0] < 3 && 3 < lone[1])
  }

  @Test func `what can not be an axis is refused`() {
    func refusal(_ values: [Double], _ spacing: Scale.Spacing = .linear) -> MapAxis.Invalid? {
      do {
        _ = try MapAxis(name: "", values: values, spacing: spacing)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal([]) == .empty)
    #expect(refusal([1, 2, 2]) == .notRising(index: 2) && refusal([1, .nan]) == .notRising(index: 1))
    #expect(refusal([.infinity]) == .notRising(index: 0))
    #expect(refusal([0, 1], .logarithmic) == .notPositive && refusal([0, 1]) == nil)
    #expect(refusal([-1.7e308, 1.7e308]) == .tooWide && refusal([1e-300, 1e300], .logarithmic) == .tooWide)
    #expect(refusal([1e-100, 1e100], .logarithmic) == nil)
  }

  @Test func `scales over a span invert and end where they are told to`() {
    var rng = SplitMix(seed: 11)
    for _ in 0..<500 {
      let low = Double.pow(10, Double.random(in: -100...100, using: &rng))
      let span = low...(low * Double.random(in: 1.01...1e6, using: &rng))
      for spacing in [Scale.Spacing.linear, .logarithmic] {
        let scale = Scale(spacing, over: span)
        #expect(abs(scale.fraction(of: span.lowerBound)) < 1e-9 && abs(scale.fraction(of: span.upperBound) - 1) < 1e-9)
        let fraction = Double.random(in: 0...1, using: &rng)
        #expect(abs(scale.fraction(of: scale.value(atFraction: fraction)) - fraction) < 1e-6)
      }
    }
    #expect(Scale(.logarithmic, over: 1...10).fraction(of: 0) == -.infinity)
    #expect(abs(Scale(.logarithmic, over: 1...100).fraction(of: 10) - 0.5) < 1e-12)
  }

  @Test func `labels of an axis are apart, and there are some`() {
    var rng = SplitMix(seed: 12)
    for _ in 0..<400 {
      let low = Double.pow(10, Double.random(in: -9...9, using: &rng))
      let span = low...(low * .pow(10, Double.random(in: 0.05...12, using: &rng)))
      for spacing in [Scale.Spacing.linear, .logarithmic] {
        let scale = Scale(spacing, over: span)
        let fit = TickFit(direction: .across, length: Double.random(in: 240...700, using: &rng))
        let labelled = fit.axis(scale, name: "x", unit: "cm", most: 9).ticks.filter { tick in !tick.label.isEmpty }
        #expect((2...14).contains(labelled.count), "\(span) \(spacing)")
        #expect(Set(labelled.map(\.label)).count == labelled.count)
        for (left, right) in zip(labelled, labelled.dropFirst()) {
          let room = (TextMetrics.width(left.label, .tick) + TextMetrics.width(right.label, .tick)) / 2
          #expect((scale.fraction(of: right.value) - scale.fraction(of: left.value)) * fit.length > room)
        }
      }
    }
  }

  @Test func `logarithmic axes have the numbers that a person would write`() {
    func labels(_ span: ClosedRange<Double>) -> [String] {
      TickFit(direction: .across, length: 576).axis(
        Scale(.logarithmic, over: span), name: "x", unit: "", most: 9
      ).ticks.map(\.label).filter { label in !label.isEmpty }
    }
    #expect(labels(0.01...1) == ["0.01", "0.02", "0.03", "0.05", "0.1", "0.2", "0.3", "0.5", "1"])
    #expect(labels(50...1000).contains("500"))
    #expect(labels(1e-7...3e-6) == ["10⁻⁷", "2·10⁻⁷", "3·10⁻⁷", "5·10⁻⁷", "10⁻⁶", "2·10⁻⁶", "3·10⁻⁶"])
    #expect(labels(0.9...1.1).contains("1"))
  }

  @Test func `a gain along the top stands over its rate`() throws {
    let axis = try MapAxis(name: "learning rate", values: Maps.factors(0.01, 1, 64), spacing: .logarithmic)
    let (marks, label) = SecondAxis(name: "local gain", unit: "1", along: axis) { rate in 2 * rate }
      .marks(along: axis.scale, length: 576)
    #expect(label == "local gain (1)")
    let labelled = marks.filter { mark in !mark.label.isEmpty }
    #expect(labelled.count >= 5 && labelled.contains { mark in mark.label == "1" })
    for mark in labelled {
      let gain = try #require(Double(mark.label))
      #expect(abs(mark.fraction - axis.scale.fraction(of: gain / 2)) < 1e-4)
    }
  }

  @Test func `a reading that turns back has a number twice, and none where it is not finite`() throws {
    let axis = try MapAxis(name: "distance", unit: "cm", values: Maps.even(50, 950, 19))
    let (marks, _) = SecondAxis(name: "gain", along: axis) { distance in
      distance > 850 ? .nan : (distance + 160_000 / distance) / 100
    }.marks(along: axis.scale, length: 576)
    #expect(marks.count { mark in mark.label == "10" } == 2)
    #expect(marks.allSatisfy { mark in mark.fraction <= axis.scale.fraction(of: 851) })
    #expect(
      SecondAxis(name: "gain", along: axis) { _ in 7 }.marks(along: axis.scale, length: 576).marks.isEmpty)
  }

  @Test func `chosen ticks that would touch or are outside are left out`() throws {
    let axis = try MapAxis(name: "x", values: [1, 2, 3])
    let second = SecondAxis(
      label: "gain",
      ticks: [Tick(value: 1, label: "one"), Tick(value: 1.01, label: "no room"), Tick(value: 9, label: "far")])
    #expect(second.marks(along: axis.scale, length: 300).marks.map(\.label) == ["one"])
  }

  @Test func `an axis that is very narrow is as long as any, and its labels differ`() throws {
    for spacing in [Scale.Spacing.linear, .logarithmic] {
      for width in [1e-4, 1e-7, 1e-10, 1e-12] {
        let values = Maps.even(0.5, 0.5 + width, 20)
        let axis = try MapAxis(name: "x", values: values, spacing: spacing)
        let fractions = values.map(axis.scale.fraction)
        // Half a cell from the ends, up to what is left of the digits.
        #expect(abs(fractions[0] - 0.025) < 0.01 && abs(fractions[19] - 0.975) < 0.01, "\(width) \(spacing)")
        let ticks = TickFit(direction: .across, length: 576).axis(axis.scale, name: "x", unit: "", most: 9).ticks
        let labels = ticks.map(\.label).filter { label in !label.isEmpty }
        #expect(labels.count >= 2 && Set(labels).count == labels.count, "\(width) \(spacing): \(labels)")
      }
    }
  }

  @Test func `the gain above an only column is that of its value`() throws {
    for spacing in [Scale.Spacing.linear, .logarithmic] {
      let axis = try MapAxis(name: "rate", values: [0.3], spacing: spacing)
      let (marks, _) = SecondAxis(name: "gain", along: axis) { rate in 2 * rate }.marks(along: axis.scale, length: 576)
      #expect(marks.map(\.label) == ["0.6"] && abs((marks.first?.fraction ?? 0) - 0.5) < 1e-9)
      #expect(SecondAxis(name: "gain", along: axis) { _ in .nan }.marks(along: axis.scale, length: 576).marks.isEmpty)
    }
  }

  @Test func `a gain that is all but the same has labels that differ, and none where only rounding tells`() throws {
    let axis = try MapAxis(name: "rate", values: Maps.even(0.5, 0.5000000001, 20))
    let labels = SecondAxis(name: "gain", along: axis) { rate in 2 * rate }.marks(along: axis.scale, length: 576).marks
      .map(\.label).filter { label in !label.isEmpty }
    #expect(labels.count >= 3 && Set(labels).count == labels.count)
    let wide = try MapAxis(name: "rate", values: [1, 2, 3])
    let same = SecondAxis(name: "gain", along: wide) { rate in rate > 2 ? 1 : 1.0.nextUp }
    #expect(same.marks(along: wide.scale, length: 576).marks.isEmpty)
  }
}
