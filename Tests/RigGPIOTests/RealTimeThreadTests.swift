import Glibc
import Synchronization
import Testing

@testable import RigGPIO

struct RealTimeThreadTests {
  @Test("the maker of a thread goes on once it has warmed up, and not before")
  func warmUp() throws {
    let isWarm = Atomic<Bool>(false)
    let isDone = Atomic<Bool>(false)
    let thread = try RealTimeThread(name: "laserrig-test", priority: 0) {
      for _ in 0..<1000 { sched_yield() }
      isWarm.store(true, ordering: .sequentiallyConsistent)
    } body: {
      isDone.store(isWarm.load(ordering: .sequentiallyConsistent), ordering: .sequentiallyConsistent)
    }
    let wasWarm = isWarm.load(ordering: .sequentiallyConsistent)
    #expect(wasWarm)
    thread.join()
    let cameAfter = isDone.load(ordering: .sequentiallyConsistent)
    #expect(cameAfter)
  }
}
