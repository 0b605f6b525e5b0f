package import Testing

extension Trait where Self == TimeLimitTrait {
  /// Ends a test that hangs, one that waits for a thread or for a process that never answers.
  ///
  /// The time counts from before the test gets a thread of its own, and other tests can hold all threads for minutes: so
  /// the limit is far longer than any of these tests takes, and says nothing of their speed.
  package static var unlessItHangs: TimeLimitTrait { .timeLimit(.minutes(15)) }
}
