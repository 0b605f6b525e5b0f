import Foundation
import Testing

/// The numbers that a reader of the article can check by hand.
@Suite struct ArticleRunTests {
  private func errors(_ arguments: String...) throws -> [Double] {
    let report = try Report(try Program.run(["run", "article", "--format", "json"] + arguments).output)
    return try report.steps.map { step in try #require(step.errorCentimeters) }
  }

  @Test func `step k is 3 · 0.8^k off`() throws {
    let errors = try errors()
    #expect(errors.count == 27)
    for (step, error) in errors.enumerated() {
      #expect(abs(error - 3 * pow(0.8, Double(step))) < 1e-12, "step \(step)")
    }
  }

  @Test func `from below it is the same run, mirrored`() throws {
    let above = try errors()
    let below = try errors("--start", "97")
    #expect(below.count == above.count)
    for (low, high) in zip(below, above) {
      #expect(abs(low + high) < 1e-12)
    }
  }

  @Test func `a learning rate of 1.5 lands twice as far on the other side`() throws {
    let errors = try errors("--learning-rate", "1.5")
    #expect(errors.count > 5)
    for (step, error) in errors.prefix(6).enumerated() {
      #expect(abs(error - 3 * pow(-2, Double(step))) < 1e-9, "step \(step)")
    }
  }

  @Test func `a wall at another distance changes the gain only`() throws {
    // 150 cm instead of the assumed 300 cm: half the gain, so 0.9 is left at each step.
    for (step, error) in try errors("--distance", "150").enumerated() {
      #expect(abs(error - 3 * pow(0.9, Double(step))) < 1e-12, "step \(step)")
    }
  }

  @Test func `the table, the JSON and the CSV have the same numbers`() throws {
    let errors = try errors()
    let csv = try Program.run("run", "article", "--format", "csv").lines
    #expect(csv.first?.hasPrefix("index,timeSeconds,angleDegrees,errorCentimeters,gradientCentimeters") == true)
    let rows = csv.dropFirst().map { line in line.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { row in Double(row[3]) } == errors)
    #expect(rows.allSatisfy { row in row.count == csv[0].split(separator: ",").count })

    let table = try Program.run("run", "article").lines
    for step in Array(0...20) + [26] {
      let row = table.map { line in line.split(separator: " ") }.first { cells in cells.first == "\(step)" }
      #expect(row.map { cells in String(cells[2]) } == String(format: "%+.4f", errors[step]), "step \(step)")
    }
  }

  @Test func `a spot that is not seen leaves its fields of the CSV empty`() throws {
    let rows = try Program.run("run", "lost-spot", "--format", "csv").lines.dropFirst()
      .map { line in line.split(separator: ",", omittingEmptySubsequences: false) }
    let lost = rows.filter { row in row[3].isEmpty }
    #expect(!lost.isEmpty && lost.allSatisfy { row in row[4].isEmpty && row[5].isEmpty && !row[2].isEmpty })
  }

  @Test func `each origin of a setting overrides the one before`() throws {
    let environment = ["LASERRIG_LOOP_STEPS": "7"]
    func stepCount(_ arguments: [String], _ environment: [String: String]) throws -> Int {
      let arguments = ["run", "article", "--format", "json", "--quiet"] + arguments
      return try Report(try Program.run(arguments, environment: environment).output).stepCount
    }
    #expect(try stepCount([], [:]) == 26)
    #expect(try stepCount([], environment) == 7)
    #expect(try stepCount(["--steps", "5"], environment) == 5)
    #expect(try stepCount(["--set", "loop.steps=6"], environment) == 6)
  }
}
