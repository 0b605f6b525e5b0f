import Glibc

/// A thread of its own for work that must be on time.
enum RealTimeThread {
  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) {
      self.body = body
    }
  }

  /// Runs `body` to its end under SCHED_FIFO. False, and nothing has run, where that is not allowed.
  static func run(priority: Int32, _ body: () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setinheritsched(&attributes, CInt(PTHREAD_EXPLICIT_SCHED))
    pthread_attr_setschedpolicy(&attributes, SCHED_FIFO)
    var parameters = sched_param()
    parameters.sched_priority = priority
    pthread_attr_setschedparam(&attributes, &parameters)
    return withoutActuallyEscaping(body) { body in
      let work = Work(body)
      var thread = pthread_t()
      let answer = pthread_create(
        &thread, &attributes,
        { work in
          if let work { Unmanaged<Work>.fromOpaque(work).takeUnretainedValue().body() }
          return nil
        }, Unmanaged.passUnretained(work).toOpaque())
      if answer == 0 { pthread_join(thread, nil) }
      return withExtendedLifetime(work) { answer == 0 }
    }
  }
}
