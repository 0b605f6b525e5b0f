internal import CLinux
internal import Glibc
internal import RigReports
internal import RigSystem
internal import Synchronization

/// A terminal as a row of keys: nothing is echoed, nothing waits for the end of a line, and Ctrl-C is a key. The
/// terminal gets back how it was on every way out, be it a second Ctrl-C or a crash.
@safe struct RawTerminal: ~Copyable {
  private static let wasSuspended = Atomic<Bool>(false)

  private let descriptor: Int32
  /// The former state of the terminal, on the heap, where a dying process finds it.
  private let old: UnsafeMutablePointer<termios>
  private var isRaw = false

  /// True if both standard input and standard output are terminals.
  static var isThere: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Takes over the terminal of `descriptor`, standard input by default.
  /// - Throws: a `Failure` if it is not a terminal.
  init(_ descriptor: Int32 = 0) throws(Failure) {
    self.descriptor = descriptor
    unsafe old = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    unsafe old.initialize(to: termios())
    guard unsafe tcgetattr(descriptor, old) == 0 else {
      throw Failure(.inputOutput, "standard input: cannot be used as a terminal: \(SystemError.words(errno))")
    }
    // A suspension of the program by another process must wait until the laser is off.
    Self.wasSuspended.store(false, ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in RawTerminal.wasSuspended.store(true, ordering: .relaxed) }
    unsafe sigaction(SIGTSTP, &action, nil)
    enter()
  }

  /// True once after a signal to suspend the program.
  func takeSuspension() -> Bool { Self.wasSuspended.exchange(false, ordering: .relaxed) }

  private mutating func enter() {
    _ = unsafe clinux_last_act_add(
      { context in
        // Keys are typed at standard input, so its terminal is restored. No other call may be made here.
        guard let old = unsafe context?.assumingMemoryBound(to: termios.self) else { return }
        unsafe tcsetattr(0, TCSANOW, old)
      }, old, false)
    var raw = unsafe old.pointee
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
    unsafe tcsetattr(descriptor, TCSANOW, &raw)
    isRaw = true
  }

  private mutating func leave() {
    guard isRaw else { return }
    isRaw = false
    unsafe tcsetattr(descriptor, TCSANOW, old)
    unsafe clinux_last_act_remove(old)
  }

  /// Gives the terminal back and stops the whole process until its shell lets it go on. Laser and pulses are off by
  /// then.
  mutating func suspend() {
    leave()
    kill(getpid(), SIGSTOP)
    // In the background this waits for the foreground.
    unsafe tcgetattr(descriptor, old)
    enter()
  }

  /// The bytes that were typed within `milliseconds`, which may be none; nil if the terminal has gone.
  func read(milliseconds: Int32) -> [UInt8]? {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&source, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  deinit {
    if isRaw {
      unsafe tcsetattr(descriptor, TCSANOW, old)
      unsafe clinux_last_act_remove(old)
    }
    unsafe old.deallocate()
  }
}
