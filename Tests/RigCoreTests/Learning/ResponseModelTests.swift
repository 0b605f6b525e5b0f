import Foundation
import RigTestSupport
import Testing

@testable import RigCore

/// The recursive fit against all readings fitted at once.
@Suite struct ResponseModelTests {
  private struct Course {
    var drift = 0.0
    var driftVariance = 0.0
    var forgetting = 1.0
    let readings = 25
  }

  /// Unknowns of a row: its responses, where its target was at the first reading, and its drift.
  private func row<let axes: Int>(_ command: PerAxis<axes, Double>, step: Int) -> [Double] {
    command.values + [-1, -Double(step)]
  }

  private func check<let axes: Int>(_: ResponseModel<axes>.Type, _ course: Course, seed: UInt64) {
    var draws = SeededDraws(seed)
    let truth: SquareMatrix<axes> = draws.normalMatrix()
    let offset: PerAxis<axes, Double> = draws.normals()
    let prior = SquareMatrix<axes>(diagonal: 300)
    let priorVariance = draws.logUniform(1e2...1e5)
    // What is known for sure is as good as known to a millionth of a millionth.
    let driftPrecision = course.driftVariance > 0 ? 1 / course.driftVariance : 1e12
    var batches = (0..<axes).map { row in
      BatchLeastSquares(
        prior: (0..<axes).map { column in prior[row, column] } + [0, 0],
        precision: Array(repeating: 1 / priorVariance, count: axes) + [0, driftPrecision])
    }
    var model: ResponseModel<axes>?
    for step in 0..<course.readings {
      let command = PerAxis<axes, Double> { _ in draws.uniform(-1...1) }
      let deviation = draws.logUniform(0.1...3)
      let turned = truth.times(command)
      let error = PerAxis<axes, Double> { axis in
        400 * turned[axis] - 50 * offset[axis] - course.drift * Double(step) + deviation * draws.normal()
      }
      if step > 0 {
        for axis in 0..<axes { batches[axis].forget(course.forgetting) }
      }
      for axis in 0..<axes {
        batches[axis].take(row(command, step: step), error[axis], variance: deviation * deviation)
      }
      guard var current = model else {
        model = ResponseModel(
          response: prior, responseVariance: priorVariance, command: command, error: error,
          noise: deviation * deviation,
          driftVariance: course.driftVariance)
        continue
      }
      current.forget(course.forgetting, atMost: .infinity)
      current.advance()
      let expected = current.error(at: command)
      current.correct(
        command, innovation: PerAxis { axis in error[axis] - expected[axis] }, noise: deviation * deviation)
      model = current
      let probe = PerAxis<axes, Double> { _ in draws.uniform(-1...1) }
      for axis in 0..<axes {
        let solution = batches[axis].solution
        for column in 0..<axes { #expect(abs(current.response[axis, column] - solution[column]) < 1e-5) }
        #expect(abs(current.offset[axis] - (solution[axes] + Double(step) * solution[axes + 1])) < 1e-5)
        #expect(abs(current.drift[axis] - solution[axes + 1]) < 1e-5)
        let now = zip(row(probe, step: step), solution).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
        let next = zip(row(probe, step: step + 1), solution).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
        #expect(abs(current.error(at: probe)[axis] - now) < 1e-5)
        #expect(abs(current.nextError(at: probe)[axis] - next) < 1e-5)
        let variance = batches[axis].variance(of: row(probe, step: step))
        #expect(abs(current.variance(at: probe) / variance - 1) < 1e-6)
        let ofDistance = (0..<axes).reduce(0) { sum, column in
          sum + batches[axis].variance(of: (0..<axes + 2).map { place in place == column ? 1 : 0 })
        }
        #expect(abs(current.distanceDeviation / (ofDistance / Double(axes)).squareRoot() - 1) < 1e-6)
      }
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>) func `a target that stands still`(seed: UInt64) {
    check(ResponseModel<1>.self, Course(), seed: seed)
    check(ResponseModel<2>.self, Course(), seed: seed)
    check(ResponseModel<4>.self, Course(), seed: seed)
  }

  @Test(arguments: 0..<5 as Range<UInt64>) func `a target that drifts`(seed: UInt64) {
    let course = Course(drift: 0.7, driftVariance: 25)
    check(ResponseModel<1>.self, course, seed: seed)
    check(ResponseModel<2>.self, course, seed: seed)
    check(ResponseModel<4>.self, course, seed: seed)
  }

  @Test(arguments: 0..<5 as Range<UInt64>) func `a past that fades`(seed: UInt64) {
    check(ResponseModel<1>.self, Course(forgetting: 0.9), seed: seed)
    check(ResponseModel<2>.self, Course(drift: -0.4, driftVariance: 1, forgetting: 0.8), seed: seed)
  }

  @Test func `the distance of one axis is its response, of several their root mean square`() {
    let still = PerAxis<2, Double>(repeating: 0)
    let pair = ResponseModel<2>(
      response: SquareMatrix { row, column in [[3, 0], [0, 4]][row][column] }, responseVariance: 9, command: still,
      error: still, noise: 1, driftVariance: 0)
    #expect(abs(pair.distance - 12.5.squareRoot()) < 1e-12 && abs(pair.distanceDeviation - 3) < 1e-12)
    let one = ResponseModel<1>(
      response: SquareMatrix(diagonal: -300), responseVariance: 4, command: PerAxis(0), error: PerAxis(0), noise: 1,
      driftVariance: 0)
    #expect(one.distance == -300 && one.distanceDeviation == 2)
  }

  @Test func `what goes without saying is what the readings say with the distance given`() {
    // Three readings, all but at one command, that would have the wall behind the laser.
    let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))
    let readings = [(0.0, -3.0), (0.01, -3.3), (0.02, -3.4)]
    var model = ResponseModel<1>(
      response: SquareMatrix(diagonal: 317), responseVariance: 7e4, command: PerAxis(0), error: PerAxis(-3), noise: 0.5,
      driftVariance: 0.01)
    var batch = BatchLeastSquares(prior: [317, 0, 0], precision: [1 / 7e4, 0, 100])
    for (step, (command, error)) in readings.enumerated() {
      batch.take([command, -1, -Double(step)], error, variance: 0.5)
      guard step > 0 else { continue }
      model.advance()
      let innovation = error - model.error(at: PerAxis(command))[0]
      model.correct(PerAxis(command), innovation: PerAxis(innovation), noise: 0.5)
    }
    #expect(model.response[0, 0] < 50)
    let known = model.knowing(plausible)
    batch.take([1, 0, 0], 50, variance: 1e-12)
    let solution = batch.solution
    #expect(abs(known.response[0, 0] - 50) < 1e-9)
    #expect(abs(known.offset[0] - (solution[1] + 2 * solution[2])) < 1e-4)
    #expect(abs(known.drift[0] - solution[2]) < 1e-4)
  }

  @Test(arguments: [(51.0, 10.0), (600, 200), (-300, 10), (20, 10)])
  func `what the readings say clearly stands`(distance: Double, deviation: Double) {
    let model = ResponseModel<1>(
      response: SquareMatrix(diagonal: distance), responseVariance: deviation * deviation, command: PerAxis(0.1),
      error: PerAxis(3), noise: 1, driftVariance: 0)
    let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))
    let known = model.knowing(plausible)
    #expect(known.response == model.response && known.offset == model.offset)
  }

  @Test func `a response that bends leaves the error known where the beam was`() {
    var draws = SeededDraws(11)
    let origin = PerAxis<2, Double> { _ in draws.uniform(-0.5...0.5) }
    var model = ResponseModel<2>(
      response: SquareMatrix(diagonal: 300), responseVariance: 1e-6, command: origin, error: PerAxis(repeating: 0),
      noise: 0.01, driftVariance: 0)
    let known = model.variance(at: origin)
    let command = PerAxis<2, Double> { axis in origin[axis] + [0.06, 0.08][axis] }
    model.bend(from: origin, to: command)
    #expect(abs(model.variance(at: origin) - known) < 1e-9)
    // The way is 0.1 long: the response may differ by its share of that, and the dot by as much over the same way.
    let doubt = ResponseModel<2>.curvature * 0.1 * 300
    #expect(abs(model.distanceDeviation / doubt - 1) < 1e-4)
    #expect(abs(model.variance(at: command).squareRoot() / (doubt * 0.1) - 1) < 1e-3)
  }

  @Test func `a hundred thousand readings leave the variances above zero and the estimate where it belongs`() {
    var draws = SeededDraws(4)
    var model = ResponseModel<1>(
      response: SquareMatrix(diagonal: 317), responseVariance: 7e4, command: PerAxis(0), error: PerAxis(-80),
      noise: 1e-4,
      driftVariance: 25)
    for _ in 0..<100_000 {
      model.advance()
      let command = PerAxis<1, Double>(0.4 + 1e-3 * draws.normal())
      let innovation = 200 * command[0] - 80 + 0.01 * draws.normal() - model.error(at: command)[0]
      model.correct(command, innovation: PerAxis(innovation), noise: 1e-4)
      #expect(model.responseCovariance[0, 0] > 0 && model.offsetVariance > 0 && model.driftVariance >= 0)
    }
    #expect(abs(model.response[0, 0] - 200) < 0.5)
    #expect(abs(model.error(at: PerAxis(0.4))[0]) < 0.001)
  }
}
