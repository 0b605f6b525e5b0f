import Foundation
import Glibc
import RigCore
import RigScenario
import RigSimulation
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// Readers of the output that stand still, such as a `less` that is not scrolled.
@Suite struct StalledReaderTests {
  /// A pipe, or the two sides of a terminal.
  private final class Ends: @unchecked Sendable {
    var reader: Int32 = -1
    var writer: Int32 = -1

    init() {}

    func closeWriter() {
      if writer >= 0 { close(writer) }
      writer = -1
    }

    func closeReader() {
      if reader >= 0 { close(reader) }
      reader = -1
    }

    /// All that comes until the other end is closed.
    func all() -> String {
      var found: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(reader, &buffer, buffer.count)
        if count <= 0 { break }
        found += buffer[..<count]
      }
      return String(decoding: found, as: UTF8.self)
    }

    /// Waits until so many bytes are there to be read.
    func wait(for bytes: Int32) {
      var count: Int32 = 0
      while count < bytes {
        _ = ioctl(reader, UInt(FIONREAD), &count)
        sched_yield()
      }
    }

    deinit {
      closeWriter()
      closeReader()
    }
  }

  private func makePipe() throws -> Ends {
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    // No other program that a test starts holds an end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let pipe = Ends()
    (pipe.reader, pipe.writer) = (ends[0], ends[1])
    return pipe
  }

  /// Starts the program with its results going to the writer of `ends`, which is closed here.
  private func start(_ arguments: [String], _ ends: Ends) throws -> (Process, Pipe) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.currentDirectoryURL = URL(filePath: Program.package)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: ends.writer, closeOnDealloc: false)
    process.standardError = errors
    try process.runUnmasked()
    ends.closeWriter()
    return (process, errors)
  }

  private static let endless = [
    "run", "article", "--learning-rate", "1e-9", "--steps", "10000000", "--format", "csv",
  ]

  @Test(.unlessItHangs, arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
  func `one signal ends a run that is not read`(signal: Int32, status: Int32) throws {
    let pipe = try makePipe()
    let (program, errors) = try start(Self.endless, pipe)
    // A pipe holds 64 KiB.
    pipe.wait(for: 60_000)
    kill(program.processIdentifier, signal)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    program.waitUntilExit()
    #expect(program.terminationStatus == status)
    #expect(words == "laserrig: warning: standard output: it is not read, so the rest of it is left out\n")
  }

  /// Another program may have made the pipe that both share one that never waits.
  @Test(.unlessItHangs) func `an output that never waits is written whole`() throws {
    let pipe = try makePipe()
    _ = fcntl(pipe.writer, F_SETFL, fcntl(pipe.writer, F_GETFL) | O_NONBLOCK)
    let arguments = ["run", "article", "--learning-rate", "1e-9", "--steps", "5000", "--format", "csv"]
    let (program, errors) = try start(arguments, pipe)
    pipe.wait(for: 60_000)
    let output = pipe.all()
    program.waitUntilExit()
    #expect(program.terminationStatus == 4)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    #expect(output == (try Program.run(arguments, in: Program.package).output))
  }

  @Test(
    .unlessItHangs,
    arguments: [endless, ["sweep", "--trials", "2", "--steps", "8", "--seed", "1"], ["config", "--schema"]])
  func `a terminal that is closed hangs up`(arguments: [String]) throws {
    let terminal = Ends()
    try #require(openpty(&terminal.reader, &terminal.writer, nil, nil, nil) == 0)
    for end in [terminal.reader, terminal.writer] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (program, errors) = try start(arguments, terminal)
    terminal.closeReader()
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    program.waitUntilExit()
    #expect(program.terminationStatus == 143)
    #expect(words == "laserrig: standard output: the terminal is gone\n")
  }

  @Test func `a queue hands out what is taken at once, and keeps the order`() throws {
    let pipe = try makePipe()
    var queue = OutputQueue(Descriptor(number: pipe.writer))
    let text = (0..<60_000).map { number in "\(number)\n" }.joined()
    queue.append(text.utf8)
    #expect(queue.offer() == nil && queue.count == text.utf8.count - 65_536)
    var buffer = [UInt8](repeating: 0, count: 10_000)
    var found: [UInt8] = []
    while found.count < text.utf8.count {
      let count = read(pipe.reader, &buffer, buffer.count)
      found += buffer[..<count]
      #expect(queue.offer() == nil)
    }
    #expect(queue.count == 0 && String(decoding: found, as: UTF8.self) == text)
    pipe.closeReader()
    queue.append("more".utf8)
    let old = signal(SIGPIPE, SIG_IGN)
    #expect(queue.offer() == EPIPE && queue.count == 0)
    signal(SIGPIPE, old)
  }

  /// The loop would otherwise wait here for ever: nothing is read before it is over.
  @Test(.unlessItHangs, arguments: OutputFormat.allCases)
  func `a loop that keeps time goes on, and what the report lacks is counted`(format: OutputFormat) throws {
    let pipe = try makePipe()
    var scenario = Scenario()
    scenario.output.format = format
    scenario.loop.steps = 40_000
    scenario.loop.tolerance = 1e-9
    scenario.controller.rule = .gradientDescent
    scenario.controller.learningRate = 1e-9
    let terminal = Terminal(isTerminal: false, columns: 80, hasColor: false, hasUnicode: true)
    let reporter = RunReporter(
      scenario, name: "rig.yaml", terminal: terminal, output: StandardOutput(Descriptor(number: pipe.writer)))
    reporter.begin(axes: 1, termNames: ["learningRate"], seed: nil, isRealTime: true)
    let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = scenario.rule()
    var loop = ControlLoop(
      rig: IdealRig(distance: .centimeters(300), target: .centimeters(100), seed: RandomSeed(0)), rule: AnyRule(rule),
      pacer: RealTimePacer(frameSeconds: 1, clock: ManualClock()), start: PerAxis(.zero),
      settings: scenario.loopSettings)
    let result = reporter.follow(&loop, failure: Failure.init)
    #expect(result.stepCount == 40_000)
    let isThinned = format == .table
    #expect(isThinned ? reporter.leftOut == 0 : reporter.leftOut > 1000)
    let reader = Thread { _ = pipe.all() }
    reader.start()
    #expect(try reporter.end(result) == .stepLimit)
  }
}
