internal import Glibc
internal import RigReports

/// Arguments that are not UTF-8, such as file names of another encoding.
///
/// Swift's strings hold another character in place of each byte that they cannot hold, so a file of such a name would
/// not be found, or another one written. So the program does not begin with one.
enum ForeignBytes {
  /// Checks the arguments of this process, and the folder of its scenarios in the environment.
  /// - Throws: a `Failure` of the kind `usage` for the first that is not UTF-8.
  static func check() throws(Failure) {
    let arguments = unsafe CommandLine.unsafeArgv
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe arguments[index] else { break }
      try unsafe check(argument, "argument \(index)")
    }
    if let folder = unsafe getenv("LASERRIG_CONFIG") { try unsafe check(folder, "LASERRIG_CONFIG") }
  }

  private static func check(_ text: UnsafePointer<CChar>, _ name: String) throws(Failure) {
    guard unsafe String(validatingCString: text) == nil else { return }
    let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map { byte in UInt8(bitPattern: byte) }
    throw Failure(.usage, "\(name) is not UTF-8: '\(spelt(bytes))'; rename the file, or type the name anew")
  }

  /// The text with each byte that is not ASCII in hexadecimal: `caf\xE9.yaml`.
  static func spelt(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
