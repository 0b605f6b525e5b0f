// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Shipped code also names each use of an unsafe construct.
let shipped = strict + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let complexModule = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

let package = Package(
  name: "laserrig",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "laserrig", targets: ["laserrig"]),
    .library(name: "RigCore", targets: ["RigCore"]),
    .library(name: "RigClock", targets: ["RigClock"]),
    .library(name: "RigSimulation", targets: ["RigSimulation"]),
    .library(name: "RigTheory", targets: ["RigTheory"]),
    .library(name: "RigTrials", targets: ["RigTrials"]),
    .library(name: "RigReports", targets: ["RigReports"]),
    .library(name: "RigWiring", targets: ["RigWiring"]),
    .library(name: "RigGPIO", targets: ["RigGPIO"]),
    .library(name: "RigCharts", targets: ["RigCharts"]),
    .library(name: "RigScenario", targets: ["RigScenario"]),
    .library(name: "RigTestSupport", targets: ["RigTestSupport"]),
  ],
  traits: [
    .trait(name: "GPIO", description: "Drive a real servo and sensor on a Linux board through libgpiod 1.6 or 2.x.")
  ],
  dependencies: [
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "RigCore", dependencies: [realModule], swiftSettings: shipped),
    .target(name: "RigClock", dependencies: ["RigCore"], swiftSettings: shipped),
    .target(name: "RigSystem", swiftSettings: shipped),
    .target(name: "RigSimulation", dependencies: ["RigCore", realModule], swiftSettings: shipped),
    .target(name: "RigWiring", dependencies: ["RigCore"], swiftSettings: shipped),
    .target(name: "CLanes", cSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "RigTheory", dependencies: ["RigCore", complexModule, realModule], swiftSettings: shipped),
    .target(
      name: "RigTrials", dependencies: ["CLanes", "RigCore", "RigSimulation", "RigTheory", realModule],
      swiftSettings: shipped),
    .target(name: "RigCharts", dependencies: ["RigCore", realModule], swiftSettings: shipped),
    // Every C target of a package is compiled whatever the traits, so the shim is empty without its define.
    .target(
      name: "CGPIOD",
      cSettings: [.define("LASERRIG_GPIO", .when(traits: ["GPIO"])), .treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("gpiod", .when(platforms: [.linux], traits: ["GPIO"]))]),
    .target(name: "CLinux", cSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "RigGPIO",
      dependencies: [
        "CGPIOD", "CLinux", "RigClock", "RigCore", "RigSystem", "RigWiring", realModule,
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: shipped),
    .target(
      name: "RigScenario",
      dependencies: ["RigCore", "RigSimulation", "RigWiring", realModule, .product(name: "Yams", package: "Yams")],
      swiftSettings: shipped),
    .target(
      name: "RigReports",
      dependencies: [
        "RigCharts", "RigCore", "RigScenario", "RigSimulation", "RigSystem", "RigTheory", "RigTrials", realModule,
      ],
      swiftSettings: shipped),
    .executableTarget(
      name: "laserrig",
      dependencies: [
        "CLinux", "RigCore", "RigClock", "RigSimulation", "RigGPIO", "RigCharts", "RigReports", "RigScenario",
        "RigSystem", "RigTrials", "RigWiring", argumentParser, realModule,
      ],
      swiftSettings: shipped),

    .target(
      name: "RigTestSupport",
      dependencies: ["RigCore", "RigSimulation", "RigTheory"],
      path: "Tests/RigTestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "RigCoreTests", dependencies: ["RigCore", "RigReports", "RigSimulation", "RigTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RigSimulationTests", dependencies: ["RigCore", "RigSimulation", "RigTestSupport", realModule],
      swiftSettings: strict),
    .testTarget(
      name: "RigTheoryTests",
      dependencies: ["RigCore", "RigSimulation", "RigTheory", "RigTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RigTrialsTests",
      dependencies: ["RigCore", "RigScenario", "RigSimulation", "RigTheory", "RigTrials", "RigTestSupport"],
      swiftSettings: strict),
    .testTarget(name: "RigChartsTests", dependencies: ["RigCharts", "RigCore", realModule], swiftSettings: strict),
    .testTarget(
      name: "RigWiringTests", dependencies: ["RigCore", "RigSimulation", "RigWiring"], swiftSettings: strict),
    .testTarget(
      name: "RigGPIOTests", dependencies: ["RigCore", "RigGPIO", "RigTestSupport", "RigWiring"], swiftSettings: strict),
    .testTarget(
      name: "RigScenarioTests",
      dependencies: ["RigCore", "RigScenario", "RigSimulation", "RigTestSupport", "RigWiring"], swiftSettings: strict),
    // Most tests run the program itself; those of the reports look inside it.
    .testTarget(
      name: "LaserRigTests",
      dependencies: [
        "laserrig", "RigCore", "RigGPIO", "RigReports", "RigScenario", "RigSimulation", "RigTestSupport", "RigTheory",
        "RigWiring",
      ],
      exclude: ["Golden"], swiftSettings: strict),

    // Not a test: `swift run -c release benchmarks`.
    .target(
      name: "CBenchmarks",
      path: "Tests/Benchmarks/CBenchmarks",
      cSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CBenchmarks", "RigCore", "RigClock", "RigGPIO", "RigScenario", "RigSimulation", "RigTrials", "RigTestSupport",
        "RigWiring",
        realModule,
      ],
      path: "Tests/Benchmarks/Program",
      swiftSettings: strict),
  ]
)
