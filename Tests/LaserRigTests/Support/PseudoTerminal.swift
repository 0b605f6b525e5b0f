import Foundation
import Glibc

/// What the program shows on a terminal.
enum PseudoTerminal {
  struct Unavailable: Error {}

  /// Runs the program with a terminal of `columns` as its standard output; if `sitsThere`, with one for all three of
  /// its streams.
  static func run(
    _ arguments: [String], columns: UInt16 = 80, environment: [String: String] = [:], sitsThere: Bool = false
  ) throws -> (output: String, status: Int32) {
    var front: Int32 = -1
    var back: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&front, &back, nil, nil, &size) == 0 else { throw Unavailable() }
    defer { close(front) }

    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, asked in asked }
    process.currentDirectoryURL = URL(filePath: Program.package)
    let terminal = FileHandle(fileDescriptor: back, closeOnDealloc: false)
    process.standardInput = sitsThere ? terminal : FileHandle.nullDevice
    process.standardOutput = terminal
    process.standardError = sitsThere ? terminal : FileHandle.nullDevice
    try process.runUnmasked()
    close(back)
    // The terminal reads as broken once its other end is closed.
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(front, &buffer, buffer.count)
      if count > 0 {
        output += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}
