import Testing

@Suite struct TimeTests {
  private func times(_ arguments: String...) throws -> [Double] {
    let arguments = ["run", "article", "--set", "loop.frameRate=200", "--steps", "6", "--format", "json"] + arguments
    return try Report(try Program.run(arguments).output).steps.map(\.timeSeconds)
  }

  @Test func `virtual time is exact`() throws {
    for (step, time) in try times().enumerated() {
      #expect(abs(time - Double(step) / 200) < 1e-12)
    }
  }

  @Test func `real time goes on`() throws {
    let times = try times("--real-time")
    #expect(times.count == 7 && times[0] == 0)
    #expect(zip(times, times.dropFirst()).allSatisfy { earlier, later in earlier < later })
    // A clock never shows the exact grid.
    #expect(times != (try self.times()))
  }

  @Test func `real time changes when things happen, not what`() throws {
    func errors(_ more: String...) throws -> [Double?] {
      let arguments = ["run", "hobby-servo", "--seed", "3", "--set", "loop.frameRate=1000", "--format", "json"] + more
      return try Report(try Program.run(arguments).output).steps.map(\.errorCentimeters)
    }
    #expect(try errors() == errors("--real-time"))
  }

  @Test func `quiet leaves the rows out and nothing else`() throws {
    let loud = try Program.run("run", "article", "--seed", "1")
    let quiet = try Program.run("run", "article", "--seed", "1", "--quiet")
    #expect(quiet.status == loud.status)
    #expect(quiet.lines.count == loud.lines.count - 23)
    #expect(quiet.lines.allSatisfy { line in loud.lines.contains(line) })
    #expect(!quiet.output.contains("gradient cm"))

    let report = try Report(try Program.run("run", "article", "--quiet", "--format", "json").output)
    #expect(report.steps.isEmpty && report.stepCount == 26 && report.outcome == "converged")
  }

  @Test(arguments: ["table", "json"]) func `a long run in few words`(format: String) throws {
    let found = try Program.run(
      "run", "article", "--learning-rate", "1e-9", "--steps", "500000", "--quiet", "--format", format)
    #expect(found.status == 4 && found.errors == "")
    #expect(found.output.utf8.count < 1500 && found.output.contains("500000"))
  }

  @Test func `the table of a long run grows thinner`() throws {
    let found = try Program.run("run", "article", "--learning-rate", "1e-9", "--steps", "20000", "--seed", "1")
    let steps = found.lines.compactMap { line in
      line.split(separator: " ").first.flatMap { cell in line.hasPrefix("  ") ? Int(cell) : nil }
    }
    #expect(steps.prefix(21) == ArraySlice(0...20))
    #expect(steps.contains(30) && !steps.contains(31) && steps.contains(300) && !steps.contains(310))
    #expect(steps.last == 20_000 && steps.count < 100)
  }
}
