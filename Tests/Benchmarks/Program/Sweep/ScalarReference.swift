import Glibc

/// The workload in C, compiled for the processor at hand and loaded into this process.
struct ScalarReference {
  private typealias Function =
    @convention(c) (
      UInt64, Int32, Int32, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
    ) -> Void

  private static let source = "Tests/Benchmarks/References/SweepReference.c"
  private static let headers = "Tests/Benchmarks/CBenchmarks"

  private let function: Function

  init() throws(Obstacle) {
    guard access(Self.source, R_OK) == 0 else {
      throw Obstacle(reason: "\(Self.source) is not here: run this in the package's folder")
    }
    let library = try TemporaryFile()
    let flags = [
      "-O3", "-march=native", "-shared", "-fPIC", "-fvisibility=hidden", "-I", Self.headers, Self.source, "-lm", "-o",
      library.path,
    ]
    // Swift's toolchain brings Clang along; a machine without it on its path has some compiler.
    var status: Int32?
    for compiler in ["clang", "cc"] where status != 0 {
      status = try? ChildProcess(compiler, flags).status
    }
    guard status == 0 else { throw Obstacle(reason: "neither clang nor cc compiles \(Self.source)") }
    guard let handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(handle, "sweep_reference") else {
      throw Obstacle(reason: "\(Self.source) was compiled but cannot be loaded")
    }
    function = unsafeBitCast(symbol, to: Function.self)
  }

  func run(_ workload: Workload, seed: UInt64 = 7) -> Workload.Result {
    var (steadyError, meanFirstHit) = (0.0, 0.0)
    function(seed, Int32(workload.trials), Int32(workload.readings), &steadyError, &meanFirstHit)
    return Workload.Result(steadyError: steadyError, meanFirstHit: meanFirstHit)
  }
}
