import Glibc

/// Times things that are to be compared, in turns: what disturbs the machine then disturbs all of them.
enum Stopwatch {
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// The seconds that each candidate takes in each round, after a first round that does not count. The order of the
  /// candidates changes from round to round.
  static func rounds<Failure: Error>(
    _ rounds: Int, of first: () throws(Failure) -> Void, and second: () throws(Failure) -> Void
  ) throws(Failure) -> Comparison {
    try first()
    try second()
    var comparison = Comparison()
    for round in 0..<rounds {
      if round.isMultiple(of: 2) {
        comparison.first.append(try time(first))
        comparison.second.append(try time(second))
      } else {
        comparison.second.append(try time(second))
        comparison.first.append(try time(first))
      }
    }
    return comparison
  }

  /// The processor's time that this process has used, on all its threads.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// The seconds by `clock` that each of `works` takes in each round, after a first round that does not count. The
  /// order of the works changes from round to round.
  static func rounds(_ rounds: Int, by clock: () -> Double, of works: [() -> Void]) -> [[Double]] {
    var seconds = Array(repeating: [Double](), count: works.count)
    for work in works { work() }
    for round in 0..<rounds {
      for place in works.indices {
        let number = (place + round) % works.count
        let start = clock()
        works[number]()
        seconds[number].append(clock() - start)
      }
    }
    return seconds
  }

  private static func time<Failure: Error>(_ work: () throws(Failure) -> Void) throws(Failure) -> Double {
    let start = seconds()
    try work()
    return seconds() - start
  }
}

/// The seconds that two candidates took, round by round.
struct Comparison {
  var first: [Double] = []
  var second: [Double] = []

  /// How many times as long the first took as the second, in the middle round.
  var medianRatio: Double {
    zip(first, second).map { first, second in first / second }.median
  }
}

extension [Double] {
  /// The middle value, or the mean of the two in the middle; NaN of nothing.
  var median: Double {
    if isEmpty { return .nan }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
