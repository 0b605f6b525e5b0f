#!/usr/bin/env bash
# Swift's Mutex under the thread sanitizer on Linux: races are reported between bodies that the lock keeps apart.
#
# Seen with Swift 6.3.1 on Debian 12, x86-64. Four threads count to 400,000 under a lock. With `Mutex` of the module
# Synchronization the count is exact, and the sanitizer still reports a "Swift access race" between two bodies of
# `withLock` and ends the program with code 66; with a lock of pthreads it reports nothing. An expected lock would be
# seen by the sanitizer, whichever library it comes from. A contended `Mutex` waits in a function of
# libswiftSynchronization, which is not built with the sanitizer: so the sanitizer does not see that one thread waited
# for the other.
#
# Output seen: `mutex: 400000, 1 access races among 1 reports, exit 66` (the number of reports varies) and `pthread:
# 400000, 0 access races among 0 reports, exit 0`.
#
# It takes the newest Swift on the PATH, says its version, and fails if the behaviour has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

swift --version 2>&1 | head -n 1

cat >mutex.swift <<'SWIFT'
import Dispatch
import Synchronization

let counter = Mutex(0)
DispatchQueue.concurrentPerform(iterations: 4) { _ in
  for _ in 0..<100_000 { counter.withLock { count in count += 1 } }
}
print(counter.withLock { count in count })
SWIFT

cat >pthread.swift <<'SWIFT'
import Dispatch
import Glibc

final class Counter: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var count = 0

  init() { pthread_mutex_init(lock, nil) }

  func add() {
    pthread_mutex_lock(lock)
    count += 1
    pthread_mutex_unlock(lock)
  }

  var total: Int {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return count
  }
}

let counter = Counter()
DispatchQueue.concurrentPerform(iterations: 4) { _ in
  for _ in 0..<100_000 { counter.add() }
}
print(counter.total)
SWIFT

count() { # count NAME: builds and runs the program; its count, its reports and its exit code
  swiftc -swift-version 6 -O -sanitize=thread "$1.swift" -o "$1"
  code=0
  total=$("./$1" 2>"$1.err") || code=$?
  reports=$(grep -c 'WARNING: ThreadSanitizer: Swift access race' "$1.err" || true)
  others=$(grep -c 'WARNING: ThreadSanitizer' "$1.err" || true)
  echo "$1: $total, $reports access races among $others reports, exit $code"
}

count mutex
[ "$total" = 400000 ] && [ "$reports" -ge 1 ] && [ "$code" = 66 ] || { echo "CHANGED: Mutex is not reported any more" && exit 1; }
count pthread
[ "$total" = 400000 ] && [ "$others" = 0 ] && [ "$code" = 0 ] || { echo "CHANGED: the lock of pthreads" && exit 1; }
echo "as described"
