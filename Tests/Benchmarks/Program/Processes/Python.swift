/// CPython with NumPy, as a reader of the article would run its loop.
struct Python {
  let path: String
  /// NumPy's.
  let version: String

  /// Finds the interpreter itself: a launcher in front of it would be timed as well.
  init() throws(Obstacle) {
    let answer = try TemporaryFile()
    let child = try ChildProcess(
      "python3", ["-c", "import sys, numpy; print(sys.executable); print(numpy.__version__)"], output: answer.path)
    guard child.status == 0 else { throw Obstacle(reason: "python3 has no NumPy: pip install numpy") }
    let lines = String(decoding: try answer.bytes(), as: UTF8.self).split(separator: "\n").map { line in String(line) }
    guard lines.count == 2 else { throw Obstacle(reason: "python3 does not say where it is and which NumPy it has") }
    (path, version) = (lines[0], lines[1])
  }

  /// The first line that `program` prints.
  func answer(to program: String) throws(Obstacle) -> String {
    let answer = try TemporaryFile()
    let child = try ChildProcess(path, ["-c", program], output: answer.path)
    guard child.status == 0 else { throw Obstacle(reason: "a loop in Python failed") }
    return String(decoding: try answer.bytes().prefix { byte in byte != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// The article's loop up to the step at which the scenario settles; no plot.
  private static let program = """
    import numpy as np

    target, height, learning_rate = 100.0, 103.0, 0.1
    heights, costs = [height], []
    for step in range(26):
        error = height - target
        costs.append(error ** 2)
        height = height - learning_rate * 2 * error
        heights.append(height)
    errors = np.abs(np.array(heights) - target)
    print(len(costs), costs[-1], heights[-1], errors[-1])
    """

  func runArticle() throws(Obstacle) -> ChildProcess {
    let child = try ChildProcess(path, ["-c", Self.program])
    guard child.status == 0 else { throw Obstacle(reason: "the loop in Python failed") }
    return child
  }
}
