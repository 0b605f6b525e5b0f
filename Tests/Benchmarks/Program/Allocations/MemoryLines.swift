import RigGPIO
import Synchronization

/// Lines in memory, with a dot that wanders over every strip.
struct MemoryLines: LineBank {
  func chips() -> [ChipDescription] {
    [
      ChipDescription(
        path: "/dev/gpiochip0", name: "gpiochip0", label: "memory",
        lines: (0..<64).map { _ in LineDescription(name: "") })
    ]
  }

  func request(_ request: LineRequest) -> any LineHandle { Handle(request) }

  private final class Handle: LineHandle {
    let request: LineRequest
    private let width: Int
    private let looks = Atomic<Int>(0)
    private let driven = Atomic<UInt64>(0)

    init(_ request: LineRequest) {
      self.request = request
      width = request.lines.count
    }

    func set(_ values: UInt64) { driven.store(values, ordering: .relaxed) }

    func get() -> UInt64 {
      if width == 1 { return 1 }
      let look = looks.wrappingAdd(1, ordering: .relaxed).newValue
      return 0b11 << UInt64(look / 3 % (width - 1))
    }

    func release() {}
    func deactivateOnDeath(afterPulse: Bool) {}
  }
}
