internal import Glibc
internal import RigSystem

/// The file of a sweep while cells come in: cells that are in it survive every failure of the program.
public struct SweepAppender: Sendable {
  private let path: String
  private let file: Descriptor

  /// The file that is expected at the path.
  public enum Expectation: Sendable, Equatable {
    /// None, or an empty one.
    case nothing
    /// The one that was read, unchanged.
    case same(SweepFileIdentity)
    /// Any: it is lost.
    case anything
  }

  /// Opens the file at `path`, leaves its first `wholeLength` bytes, and puts `text` behind them.
  /// - Throws: a `Failure` if that cannot be done, or if the file is not the one of `expectation`: another program has
  ///   written it in the meantime, and it is left as it is.
  public init(
    _ path: String, keeping wholeLength: Int, then text: String, expecting expectation: Expectation
  ) throws(Failure) {
    self.path = path
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw OutputFile.failure(path, errno) }
    file = Descriptor(number: number)
    do throws(Failure) {
      try Self.lock(number, path)
    } catch {
      close()
      throw error
    }
    guard Self.isUnchanged(path, number, expectation) else {
      close()
      throw Failure(
        .inputOutput, "\(path): another laserrig has just written it; look what it has, then give the command again")
    }
    guard ftruncate(number, wholeLength) == 0 else {
      let error = errno
      close()
      throw OutputFile.failure(path, error)
    }
    if let failure = append(text) {
      close()
      throw failure
    }
  }

  /// Puts `text` in the place of the file of a sweep at `path`, and holds the lock of that file meanwhile.
  /// - Throws: a `Failure` if that cannot be done, or if another program is writing the file.
  public static func replace(_ path: String, with text: some Sequence<String>) throws(Failure) {
    let number = OutputFile.isFile(path) ? unsafe open(path, O_WRONLY | O_CLOEXEC) : -1
    defer { if number >= 0 { FileLock.close(number) } }
    if number >= 0 { try lock(number, path) }
    try OutputFile.write(text, to: path)
  }

  private static func lock(_ number: Int32, _ path: String) throws(Failure) {
    if FileLock.take(number) { return }
    throw Failure(.inputOutput, "\(path): another laserrig is writing it; wait for its end, or choose another file")
  }

  /// True if the open file, which is locked, is still the one at `path`, and the one that is expected. Before the lock
  /// another program may have finished the file, and put a new one in its place.
  private static func isUnchanged(_ path: String, _ number: Int32, _ expectation: Expectation) -> Bool {
    guard let now = SweepFileIdentity(descriptor: number), now == SweepFileIdentity(path: path) else { return false }
    return switch expectation {
    case .nothing: now.isEmpty
    case .same(let old): now == old
    case .anything: true
    }
  }

  /// Puts whole lines at the end. Returns the error, if there was one.
  public func append(_ text: String) -> Failure? {
    file.write(Array(text.utf8)).map { error in Self.kept(OutputFile.failure(path, error), in: path) }
  }

  /// The `failure` of the file at `path`, and the state in which it left the file.
  public static func kept(_ failure: Failure, in path: String) -> Failure {
    Failure(failure.kind, "\(failure.message); the cells that are in it stay: --resume \(path) goes on")
  }

  /// Closes the file; nothing can be appended after that.
  public func close() { FileLock.close(file.number) }
}
