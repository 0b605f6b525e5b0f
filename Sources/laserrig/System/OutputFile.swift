internal import Glibc

/// A file that appears complete or not at all: written beside its place under a temporary name, then renamed, so that an
/// old file survives whatever goes wrong.
enum OutputFile {
  /// - Throws: a `Failure` that names the path where its folder cannot take a new file.
  static func check(_ path: String) throws(Failure) {
    var status = stat()
    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.inputOutput, "\(path): cannot be written: it is a folder")
    }
    let folder = folder(of: path)
    if unsafe stat(folder, &status) != 0 {
      throw Failure(.inputOutput, "\(path): cannot be written: there is no folder \(folder)")
    }
    if unsafe access(folder, W_OK) != 0 {
      throw Failure(.inputOutput, "\(path): cannot be written: \(SystemError.latest)")
    }
  }

  /// - Throws: a `Failure` where the file could not be written; nothing has changed then.
  static func write(_ text: String, to path: String) throws(Failure) {
    let temporary = "\(path).\(getpid()).tmp"
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Failure(.inputOutput, "\(path): cannot be written: \(SystemError.latest)") }
    var problem = Descriptor(number: file).write(Array(text.utf8))
    if Glibc.close(file) != 0, problem == nil { problem = errno }
    if problem == nil, unsafe rename(temporary, path) != 0 { problem = errno }
    guard let problem else { return }
    unsafe unlink(temporary)
    throw Failure(.inputOutput, "\(path): cannot be written: \(SystemError.words(problem))")
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
