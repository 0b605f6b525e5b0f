internal import RigClock
internal import RigCore
public import RigWiring
internal import Synchronization

/// Servo pulses from a thread of their own, for as long as this object lives.
///
/// Frames lie on a grid of absolute deadlines on the monotonic clock. A new width is taken up between pulses only, so
/// no pulse is ever cut short or doubled.
public final class PulseTrain: Sendable {
  /// One servo of a train.
  public struct Servo: Sendable {
    let output: PulseOutput
    let port: ServoPort
    let motion: ServoMotion

    /// A servo on `output` that `port` commands: it gets no pulse outside `pulses`, in nanoseconds; no change from
    /// frame to frame is greater than `greatestStepNanoseconds`; and after `restFrames` frames without a change its
    /// pulses stop until the next.
    public init(
      _ output: PulseOutput, port: ServoPort, pulses: ClosedRange<Int64>, greatestStepNanoseconds: Int64 = .max,
      restFrames: Int? = nil
    ) {
      self.output = output
      self.port = port
      motion = ServoMotion(
        pulses: pulses, greatestStep: greatestStepNanoseconds, restFrames: restFrames, step: output.step)
    }
  }

  private let shared: Shared
  private let ports: [ServoPort]
  let motions: [ServoMotion]
  private let thread: RealTimeThread

  /// The state that the thread and its owner share.
  private final class Shared: Sendable {
    let isEnding = Atomic<Bool>(false)
    let failure = Mutex<PinError?>(nil)
    let record = Mutex<PulseRecord>(PulseRecord())
  }

  /// Starts the thread; no pulse is made before a port is told a width.
  /// - Throws: `PinError` if the system makes no thread.
  public convenience init(_ servos: [Servo], _ timing: PulseTiming = PulseTiming()) throws(PinError) {
    try self.init(servos, timing, clock: KernelClock())
  }

  init(_ servos: [Servo], _ timing: PulseTiming, clock: some MonotonicClock & Sendable) throws(PinError) {
    precondition(!servos.isEmpty, "a train has at least one servo")
    let shared = Shared()
    let channels = servos.map { servo in
      PulseChannel(output: servo.output, port: servo.port, motion: servo.motion)
    }
    self.shared = shared
    ports = servos.map(\.port)
    motions = servos.map(\.motion)
    let made: RealTimeThread
    do throws(ThreadError) {
      made = try RealTimeThread(name: "laserrig-pulses", priority: timing.priority) {
        // A line that cannot be set reports that again at its first pulse.
        for case .line(let line) in channels.map(\.output) { try? line.set(false) }
      } body: {
        // The lines are released when the thread ends.
        var engine = PulseEngine(
          channels, period: timing.periodNanoseconds, watchNanoseconds: timing.watchNanoseconds, clock: clock)
        do throws(PinError) {
          while !shared.isEnding.load(ordering: .relaxed) { try engine.frame(shared.record) }
        } catch {
          shared.failure.withLock { failure in failure = error }
        }
        engine.stop()
      }
    } catch {
      throw .thread(error)
    }
    thread = made
  }

  /// The timing of the pulses so far.
  public var statistics: PulseStatistics { shared.record.withLock { record in record.statistics } }

  /// The reason why the thread has given up; nil if it goes on.
  public var failure: PinError? { shared.failure.withLock { failure in failure } }

  /// Ends the pulses with the next frame; they do not begin again. Any thread may call.
  public func halt() {
    for port in ports { port.halt() }
  }

  /// Ends the pulses and the thread, after the current pulse.
  public func stop() {
    halt()
    shared.isEnding.store(true, ordering: .relaxed)
    thread.join()
  }

  deinit { stop() }
}
