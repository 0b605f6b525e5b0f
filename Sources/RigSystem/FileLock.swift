internal import Glibc

/// The lock of an open file, by which programs keep out of each other's way. It binds only programs that ask for it.
package enum FileLock {
  /// Locks the open file `number`; false if another program has the lock. If the file cannot be locked at all, no other
  /// program is expected.
  package static func take(_ number: Int32) -> Bool {
    flock(number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Closes the open file `number`, which ends its lock.
  ///
  /// To close it is not enough: a child process has a copy of every open file from its fork to its exec, and would keep
  /// the lock for as long.
  package static func close(_ number: Int32) {
    flock(number, LOCK_UN)
    Glibc.close(number)
  }
}
