import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct QuadrantResponseTests {
  private func response(_ errors: [Double], radius: Double) -> [Double] {
    reports(SensorModel(QuadrantResponse(spotRadius: .centimeters(radius))), of: errors).map { report in
      report ?? .nan
    }
  }

  @Test(arguments: [0.5, 2.0, 30])
  func `the reading is the light on one side less that on the other, scaled to the slope 1`(radius: Double) {
    /// The difference of the light on both sides of a spot that is `offset` off, summed up over strips of it.
    func balance(_ offset: Double) -> Double {
      let strips = 20_000
      let width = 10 * radius / Double(strips)
      return (0..<strips).reduce(0) { sum, strip in
        let place = (Double(strip) + 0.5) * width - 5 * radius
        let light = exp(-2 * place * place / (radius * radius)) * width
        return sum + (place + offset > 0 ? light : -light)
      }
    }
    let step = radius / 100
    let slope = (balance(step) - balance(-step)) / (2 * step)
    let offsets = [-2, -0.7, -0.2, 0.1, 0.5, 1, 3].map { share in share * radius }
    for (offset, seen) in zip(offsets, response(offsets, radius: radius)) {
      #expect(abs(seen - balance(offset) / slope) < 2e-3 * radius)
    }
  }

  @Test func `it is odd, has the slope 1 in the middle and a limit of 0.627 radii`() {
    let seen = response([0, 1e-4, 0.5, -0.5, 50, -50], radius: 2)
    #expect(seen[0] == 0 && abs(seen[1] / 1e-4 - 1) < 1e-6 && seen[2] == -seen[3])
    #expect(abs(seen[4] - 2 * 0.6267) < 1e-4 && seen[4] == -seen[5])
    // Within a quarter of the radius it is true to 4 %.
    #expect(abs(response([0.5], radius: 2)[0] / 0.5 - 1) < 0.042)
  }

  @Test func `the curve comes after the field of view and before bias`() {
    let sensor = SensorModel(
      QuadrantResponse(spotRadius: .centimeters(1)), FieldOfView(halfHeight: .centimeters(4)),
      Bias(offset: .centimeters(2)))
    let seen = reports(sensor, of: [0, 3.9, 4.1])
    #expect(agree([seen[0], seen[2]], [2, nil]) && abs((seen[1] ?? .nan) - 2.6267) < 1e-4)
  }
}
