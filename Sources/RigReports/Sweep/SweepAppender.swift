internal import Glibc

/// The file of a sweep while cells come in: cells that are in it survive every failure of the program.
public struct SweepAppender: Sendable {
  private let path: String
  private let file: Descriptor

  /// Opens the file at `path`, leaves its first `wholeLength` bytes, and puts `text` behind them.
  /// - Throws: a `Failure` if that cannot be done.
  public init(_ path: String, keeping wholeLength: Int, then text: String) throws(Failure) {
    self.path = path
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw OutputFile.failure(path, errno) }
    file = Descriptor(number: number)
    // If files cannot be locked, no other program is expected.
    if flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close()
      throw Failure(.inputOutput, "\(path): another laserrig is writing it; wait for its end, or choose another file")
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

  /// Puts whole lines at the end. Returns the error, if there was one.
  public func append(_ text: String) -> Failure? {
    file.write(Array(text.utf8)).map { error in Self.kept(OutputFile.failure(path, error), in: path) }
  }

  /// The `failure` of the file at `path`, and the state in which it left the file.
  public static func kept(_ failure: Failure, in path: String) -> Failure {
    Failure(failure.kind, "\(failure.message); the cells that are in it stay: --resume \(path) goes on")
  }

  /// Closes the file; nothing can be appended after that.
  public func close() { Glibc.close(file.number) }
}
