import Glibc

// Runs the benchmarks named on the command line, or all. The exit status is 1 where a requirement is missed.

let usage = """
  USAGE: swift run -c release benchmarks [--json] [<name> …]

  \(Catalogue.all.map { benchmark in "  \(benchmark.name): \(benchmark.purpose)" }.joined(separator: "\n"))

  """

var names = Array(CommandLine.arguments.dropFirst())
if names.contains("--help") || names.contains("-h") {
  print(usage, terminator: "")
  exit(0)
}
let isJSON = names.contains("--json")
names.removeAll { name in name == "--json" }
if let unknown = names.first(where: { name in !Catalogue.all.contains { benchmark in benchmark.name == name } }) {
  StandardError.write("no benchmark is called \(unknown)\n\n\(usage)")
  exit(64)
}
#if DEBUG
  StandardError.write("this is a debug build: the figures mean nothing; build with -c release\n")
#endif

var reports: [Report] = []
for benchmark in Catalogue.all where names.isEmpty || names.contains(benchmark.name) {
  StandardError.write("\(benchmark.name): \(benchmark.purpose) …\n")
  let report = benchmark.report()
  reports.append(report)
  if !isJSON { print(report.text) }
}
if isJSON { print(JSON.document(of: reports)) }
exit(reports.allSatisfy { report in report.isMet } ? 0 : 1)
