import CBenchmarks

/// What the counters say about a piece of work.
struct Activity {
  let allocations: Double
  let references: Double

  init(allocations: Double, references: Double) {
    self.allocations = allocations
    self.references = references
  }

  /// Counts what `work` does; references only where no other thread counts them too.
  init(isSharedByThreads: Bool = false, _ work: () -> Void) {
    let allocationsBefore = heap_allocations()
    if !isSharedByThreads { reference_counter_begin() }
    work()
    references = isSharedByThreads ? 0 : Double(reference_counter_end())
    allocations = Double(heap_allocations() - allocationsBefore)
  }

  func allocationRequirement(_ name: String, _ bound: Requirement.Bound) -> Requirement {
    Requirement(Figure("\(name): allocations", allocations, ""), bound)
  }

  func requirements(_ name: String, _ bound: Requirement.Bound) -> [Requirement] {
    [
      allocationRequirement(name, bound),
      Requirement(Figure("\(name): retains and releases", references, ""), bound),
    ]
  }
}

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
