import CBenchmarks

/// What the counters say about a piece of work.
struct Activity {
  let allocations: Double
  let references: Double

  init(allocations: Double, references: Double) {
    self.allocations = allocations
    self.references = references
  }

  init(_ work: () -> Void) {
    let allocationsBefore = heap_allocations()
    reference_counter_begin()
    work()
    references = Double(reference_counter_end())
    allocations = Double(heap_allocations() - allocationsBefore)
  }

  func requirements(_ name: String, _ bound: Requirement.Bound) -> [Requirement] {
    [
      Requirement(Figure("\(name): allocations", allocations, ""), bound),
      Requirement(Figure("\(name): retains and releases", references, ""), bound),
    ]
  }
}
