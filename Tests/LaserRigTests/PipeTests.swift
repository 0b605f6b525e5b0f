import Foundation
import Testing

/// Readers that go away and disks that are full.
@Suite struct PipeTests {
  @Test(arguments: ["table", "json", "csv"]) func `a reader that goes away is no error`(format: String) throws {
    let found = try Program.shell(
      "set -o pipefail; \"$0\" run too-small --format \(format) | head -1; echo ${PIPESTATUS[0]} >&2")
    #expect(found.errors == "0\n")
    #expect(found.lines.count == 1)
  }

  @Test(arguments: ["explain", "config --schema", "config --show article", "--help"])
  func `nor is it for the other commands`(command: String) throws {
    let found = try Program.shell("set -o pipefail; \"$0\" \(command) | true; echo ${PIPESTATUS[0]} >&2")
    #expect(found.errors == "0\n")
  }

  @Test func `a long run ends when its reader has gone`() throws {
    let found = try Program.shell(
      "\"$0\" run article --learning-rate 1e-9 --steps 10000000 --format csv | head -2; echo ${PIPESTATUS[0]} >&2")
    #expect(found.errors == "0\n")
    #expect(found.lines.count == 2)
  }

  @Test func `so does a run in real time`() throws {
    let found = try Program.shell(
      """
      "$0" run article --real-time --set loop.frameRate=500 --learning-rate 1e-9 --steps 10000 --format csv \
      | head -2; echo ${PIPESTATUS[0]} >&2
      """)
    #expect(found.errors == "0\n")
    #expect(found.lines.count == 2)
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "this system has no /dev/full"),
    arguments: [
      "run article", "run article --format json", "run article --format csv", "explain", "config --schema",
      "config --list", "--help", "--version",
    ])
  func `a full disk is an error`(command: String) throws {
    let found = try Program.shell("\"$0\" \(command) > /dev/full")
    #expect(found.status == 74)
    #expect(found.errors == "laserrig: standard output: cannot be written: No space left on device\n")
  }

  @Test func `a closed standard output is an error`() throws {
    let found = try Program.shell("\"$0\" run article >&-")
    #expect(found.status == 74)
    #expect(found.errors.hasPrefix("laserrig: standard output: cannot be written: "))
    #expect(found.errors.filter(\.isNewline).count == 1)
  }

  @Test func `a closed standard error is none`() throws {
    let found = try Program.shell("\"$0\" run article --quiet 2>&-")
    #expect(found.status == 0 && found.output.contains("converged"))
  }

  @Test func `messages go to standard error, results to standard output`() throws {
    let found = try Program.run(
      "run", "article", "--set", "rig.sensor.rounding=1", "--format", "json")
    #expect(found.errors.hasPrefix("laserrig: warning: readings come in steps of 1 cm"))
    #expect(found.errors.filter(\.isNewline).count == 1)
    _ = try Report(found.output)
  }
}
