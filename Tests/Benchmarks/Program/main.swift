import Glibc

// Runs the benchmarks named on the command line, or all. The exit status is 1 where a requirement is missed.

let usage = """
  USAGE: swift run -c release benchmarks [--json] [--rigs <count>] [<name> …]

  --rigs: how many rigs conditions and yardsticks try (2 to 1000000)

  \(Catalogue.all(rigs: nil).map { benchmark in "  \(benchmark.name): \(benchmark.purpose)" }.joined(separator: "\n"))

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
var rigs: Int?
if let place = names.firstIndex(of: "--rigs") {
  guard place + 1 < names.count, let count = Int(names[place + 1]), (2...1_000_000).contains(count) else {
    refuse("--rigs takes a whole number from 2 to 1000000")
  }
  rigs = count
  names.removeSubrange(place...place + 1)
}
let catalogue = Catalogue.all(rigs: rigs)
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
