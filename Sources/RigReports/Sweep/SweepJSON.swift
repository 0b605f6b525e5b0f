internal import RigScenario
internal import RigTheory
internal import RigTrials

/// One JSON object with a line for each cell.
struct SweepJSON: SweepWriter {
  /// The version of the format: raised if a key changes its name or meaning, not if one is added.
  private static let schemaVersion = 3

  private let output: any ReportOutput

  init(_ output: any ReportOutput) {
    self.output = output
  }

  func write(_ results: SweepResults) {
    let definition = results.definition
    let members = [
      ("schemaVersion", String(Self.schemaVersion)), ("scenario", JSON.string(results.name)),
      ("seed", String(definition.seed)), ("trials", String(definition.trials)),
      ("steps", definition.stepsAxis == nil ? definition.stepsText : "null"),
      ("randomNumbers", JSON.string(definition.randomNumbers)), ("version", JSON.string(ProgramVersion.current)),
      ("arithmetic", JSON.string(results.header.arithmetic.rawValue)),
      ("processor", JSON.string(results.header.processor)),
      ("mathematics", JSON.string(results.header.mathematics)),
      ("search", LostSpotSearch(definition).map { search in JSON.string(search.rawValue) } ?? "null"),
      ("shard", results.header.shard.map { shard in JSON.string(shard.text) } ?? "null"),
      ("x", Self.text(definition.x)), ("y", Self.text(definition.y)),
    ]
    output.write("{\n" + members.map { name, value in "  \"\(name)\": \(value),\n" }.joined() + "  \"cells\": [")
    var isFirst = true
    for number in results.grid.finished {
      guard let statistics = results.grid.statistics(of: number) else { continue }
      let places = definition.places(of: number)
      let engine = results.grid[number].ranBy
      let figures = SweepFigure.all.map { figure in (figure.name, figure.json(statistics, engine)) }
      let place = [
        ("cell", String(number)), ("x", definition.x.text(at: places.x)), ("y", definition.y.text(at: places.y)),
      ]
      output.write("\(isFirst ? "" : ",")\n    " + JSON.object(place + figures))
      isFirst = false
    }
    output.write(isFirst ? "],\n" : "\n  ],\n")
    output.write("  \"hash\": \(results.hash.map { hash in JSON.string(hash.text) } ?? "null"),\n")
    output.write("  \"stopped\": \(results.stop != nil)\n}\n")
  }

  private static func text(_ axis: ScenarioAxis) -> String {
    JSON.object([
      ("key", JSON.string(axis.key.path)), ("unit", JSON.string(axis.unit)),
      ("values", JSON.array(axis.numbers.indices.map { place in axis.text(at: place) })),
    ])
  }
}
