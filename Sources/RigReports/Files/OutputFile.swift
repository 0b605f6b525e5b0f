internal import Glibc

/// A file that appears complete or not at all: it is written beside its place under a temporary name, then renamed, so
/// that an old file survives every failure. A new one has the permissions of the old.
public enum OutputFile: Sendable {
  /// Checks that `path` can take a file, before there is something to write: a file is made beside it, as `write`
  /// does, and removed.
  /// - Throws: a `Failure` that names the path if its folder cannot take a new file.
  public static func check(_ path: String) throws(Failure) {
    switch kind(of: path) {
    case nil, S_IFREG: break
    case S_IFDIR: throw Failure(.inputOutput, "\(path): cannot be written: it is a folder")
    default: return
    }
    let folder = folder(of: path)
    if kind(of: folder) != S_IFDIR {
      throw Failure(.inputOutput, "\(path): cannot be written: there is no folder \(folder)")
    }
    var status = stat()
    // A name that is too long for a new file is too long to be looked for.
    if unsafe stat(path, &status) != 0, errno != ENOENT { throw failure(path, errno) }
    let (file, name) = openBeside(target(of: path))
    guard file >= 0 else { throw failure(path, errno) }
    Glibc.close(file)
    unsafe unlink(name)
  }

  /// Writes `text` to the file at `path`. A pipe that is not read is waited for until `isStopping` is true.
  /// - Throws: a `Failure` if the file could not be written; nothing has changed then.
  public static func write(
    _ text: String, to path: String, until isStopping: () -> Bool = { false }
  ) throws(Failure) {
    try write(CollectionOfOne(text), to: path, until: isStopping)
  }

  /// Writes as ``write(_:to:until:)-(String,_,_)``, but a text that is made piece by piece.
  public static func write(
    _ pieces: some Sequence<String>, to path: String, until isStopping: () -> Bool = { false }
  ) throws(Failure) {
    // A device or a pipe takes the text itself: a file in its place would replace it.
    let isFile = isFile(path)
    let final = isFile ? target(of: path) : path
    let (file, place) = isFile ? openBeside(final) : (unsafe open(path, O_WRONLY | O_CLOEXEC), path)
    guard file >= 0 else { throw failure(path, errno) }
    var problem: Int32?
    for piece in pieces where problem == nil {
      problem = Descriptor(number: file).write(
        Array(piece.utf8)[...], until: isStopping, patienceMilliseconds: patienceMilliseconds)
    }
    if isFile, problem == nil, let mode = mode(of: final), fchmod(file, mode & 0o7777) != 0 { problem = errno }
    // After a power cut the new name must not stand for a file whose text never reached the disk.
    if isFile, problem == nil { problem = flush(file) }
    if Glibc.close(file) != 0, problem == nil { problem = errno }
    if isFile, problem == nil, unsafe rename(place, final) != 0 { problem = errno }
    guard let problem else { return }
    if isFile { unsafe unlink(place) }
    throw failure(path, problem)
  }

  /// A new file under a temporary name beside `path`, and the name; if there cannot be one, the file is -1, with
  /// `errno` set.
  private static func openBeside(_ path: String) -> (file: Int32, name: String) {
    // A name that begins as that of the file would be too long beside a long one.
    let start = "\(folder(of: path))/laserrig-\(getpid())"
    var name = "\(start).tmp"
    var attempts = 1
    while true {
      let file = unsafe open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o666)
      // A program that was killed has left its file, and in a container every program has the same process number.
      guard file < 0, errno == EEXIST, attempts < mostNames else { return (file, name) }
      attempts += 1
      name = "\(start)-\(UInt32.random(in: 0...(.max))).tmp"
    }
  }

  private static let mostNames = 100
  /// How long a reader of a pipe may take nothing at all once the program is told to end.
  private static let patienceMilliseconds: Int32 = 1000

  /// Forces all of `file` onto the disk. Returns the error number if that failed.
  private static func flush(_ file: Int32) -> Int32? {
    while fsync(file) != 0 {
      guard errno == EINTR else { return errno }
    }
    return nil
  }

  /// False if `path` exists and is not a regular file: a device, a pipe.
  public static func isFile(_ path: String) -> Bool { (kind(of: path) ?? S_IFREG) == S_IFREG }

  /// True if the file at `path` has no bytes, or if there is no file.
  public static func isEmpty(_ path: String) -> Bool { status(of: path).map { status in status.st_size == 0 } ?? true }

  /// True if `path` leads to a file, a folder or a device.
  public static func isThere(_ path: String) -> Bool { kind(of: path) != nil }

  /// True if both paths lead to one file, which need not exist yet. Two outputs may share a device.
  public static func isSame(_ path: String, _ other: String) -> Bool {
    guard let one = status(of: path), let two = status(of: other) else { return place(of: path) == place(of: other) }
    return one.st_mode & S_IFMT == S_IFREG && isSame(one, two)
  }

  /// True if `path` leads to the place to which the program's report goes.
  public static func isStandardOutput(_ path: String) -> Bool {
    var output = stat()
    guard unsafe fstat(1, &output) == 0, let there = status(of: path), isSame(there, output) else { return false }
    return [S_IFREG, S_IFIFO, S_IFSOCK].contains(there.st_mode & S_IFMT) || isatty(1) == 1
  }

  private static func isSame(_ status: stat, _ other: stat) -> Bool {
    status.st_dev == other.st_dev && status.st_ino == other.st_ino
  }

  /// The path of a file that may be missing, in an existing folder.
  private static func place(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return target(of: folder(of: path)) + "/" + name
  }

  /// The problem in words if the system refuses to write to `path`.
  public static func failure(_ path: String, _ error: Int32) -> Failure {
    Failure(path, "cannot be written", error)
  }

  /// The type of the file at `path`, or at the end of the links there: `S_IFREG`, `S_IFDIR` …; nil if there is none.
  private static func kind(of path: String) -> mode_t? { mode(of: path).map { mode in mode & S_IFMT } }

  private static func mode(of path: String) -> mode_t? { status(of: path)?.st_mode }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
  }

  /// The file at the end of the links at `path`, so that a link stays a link.
  private static func target(of path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
