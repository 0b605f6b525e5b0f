/// Objects to see the counters count: they need memory and are referred to twice.
enum Tokens {
  private final class Token {}

  @inline(never)
  static func makeAndShare(_ count: Int) {
    let tokens = (0..<count).map { _ in Token() }
    let shared = tokens + tokens
    precondition(shared.count == 2 * count)
  }
}
