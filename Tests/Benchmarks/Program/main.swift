import Glibc

// Runs the benchmarks named on the command line, or all. The exit status is 1 where a requirement is missed.

let purposes = Catalogue.all(BenchSampleOptions()).map { benchmark in "  \(benchmark.name): \(benchmark.purpose)" }
let usage = """
  USAGE: swift run -c release benchmarks [--json] [--rigs <count>] [--seed <number>] [--only <words>] [<name> …]

  Of conditions and yardsticks:
  --rigs: how many rigs they try (2 to 1000000)
  --seed: the seed of the first rig; each further rig has the next one
  --only: only the conditions that have these words in their name

  \(purposes.joined(separator: "\n"))

  """

func refuse(_ complaint: String) -> Never {
  StandardError.write("\(complaint)\n\n\(usage)")
  exit(64)
}

var names = Array(CommandLine.arguments.dropFirst())
if names.contains("--help") || names.contains("-h") {
  print(usage, terminator: "")
  exit(0)
}
let isJSON = names.contains("--json")
names.removeAll { name in name == "--json" }

/// Takes the option `name` and its value off the command line; nil if it is not there.
@MainActor func take<Value>(_ name: String, _ expected: String, _ value: (String) -> Value?) -> Value? {
  guard let place = names.firstIndex(of: name) else { return nil }
  guard place + 1 < names.count, let value = value(names[place + 1]) else { refuse("\(name) takes \(expected)") }
  names.removeSubrange(place...place + 1)
  return value
}

var options = BenchSampleOptions()
options.rigs = take("--rigs", "a whole number from 2 to 1000000") { text in
  Int(text).flatMap { count in (2...1_000_000).contains(count) ? count : nil }
}
options.firstSeed = take("--seed", "a whole number from 0 on") { text in UInt64(text) } ?? options.firstSeed
options.only = take("--only", "a part of the name of a condition") { text in
  BenchCondition.tried.contains { condition in condition.name.contains(text) } ? text : nil
}
let catalogue = Catalogue.all(options)
if let unknown = names.first(where: { name in !catalogue.contains { benchmark in benchmark.name == name } }) {
  refuse("no benchmark is called \(unknown)")
}
#if DEBUG
  StandardError.write("this is a debug build: the figures mean nothing; build with -c release\n")
#endif

var reports: [Report] = []
for benchmark in catalogue where names.isEmpty || names.contains(benchmark.name) {
  StandardError.write("\(benchmark.name): \(benchmark.purpose) …\n")
  let report = benchmark.report()
  reports.append(report)
  if !isJSON { print(report.text) }
}
if isJSON { print(JSON.document(of: reports)) }
exit(reports.allSatisfy { report in report.isMet } ? 0 : 1)
