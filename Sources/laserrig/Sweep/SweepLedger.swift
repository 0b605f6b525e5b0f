internal import RigReports
internal import RigTrials
internal import Synchronization

/// The results from all threads of a sweep: kept in the grid, and in the file at once.
final class SweepLedger: Sendable {
  private struct State {
    var grid: SweepGrid
    var progress: SweepProgress
    let file: SweepAppender?
    var done = 0
    var steps = 0.0
    var failure: Failure?
  }

  private let state: Mutex<State>
  private let isBroken = Atomic<Bool>(false)

  init(_ grid: SweepGrid, _ progress: SweepProgress, file: SweepAppender?) {
    state = Mutex(State(grid: grid, progress: progress, file: file))
  }

  /// True once the file takes nothing more.
  var hasFailed: Bool { isBroken.load(ordering: .relaxed) }

  func take(_ results: [CellResult]) {
    state.withLock { state in
      guard state.failure == nil else { return }
      var text = ""
      for result in results {
        state.grid.set(result.number, SweepRow(result.statistics, by: result.engine))
        let definition = state.grid.definition
        state.steps += Double(definition.trials) * Double(definition.steps(of: result.number))
        if state.file != nil { text += state.grid.line(of: result.number) }
      }
      if let failure = state.file?.append(text) {
        state.failure = failure
        isBroken.store(true, ordering: .relaxed)
      }
      state.done += results.count
      state.progress.show(state.done)
    }
  }

  /// All that came in; to be asked once, when no thread is at work any more.
  /// - Throws: the `Failure` of the file, if it had one.
  func close() throws(Failure) -> (grid: SweepGrid, steps: Double, seconds: Double) {
    let (grid, steps, seconds, failure) = state.withLock { state in
      state.progress.clear()
      return (state.grid, state.steps, state.progress.seconds, state.failure)
    }
    if let failure { throw failure }
    return (grid, steps, seconds)
  }
}
