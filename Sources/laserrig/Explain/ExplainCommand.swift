internal import ArgumentParser
internal import RigReports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Answer the six questions that gradient descent raises, by experiment.",
    discussion: """
      Every number in the answers comes from a run made while you wait: the article's rig, 300 cm from the wall, the \
      target at 100 cm.

      EXAMPLES:
        laserrig explain
        laserrig explain 5
      """)

  @Argument(help: "The question, 1 to \(Question.allCases.count); all of them if you name none.")
  var question: Int?

  func validate() throws {
    if let question, Question(rawValue: question) == nil {
      throw ValidationError("There is no question \(question); they are numbered 1 to \(Question.allCases.count).")
    }
  }

  func run() throws {
    let asked = question.flatMap { number in Question(rawValue: number) }.map { question in [question] }
    let terminal = Terminal(environment: Surroundings().environment)
    let output = StandardOutput()
    for (position, question) in (asked ?? Question.allCases).enumerated() {
      if position > 0 { output.write("\n") }
      output.write(terminal.styled("\(question.rawValue). \(question.title)", .bold) + "\n")
      for passage in question.answer() {
        output.write("\n" + passage.lines(width: min(terminal.columns, 88)).joined(separator: "\n") + "\n")
      }
    }
    try output.close()
  }
}
