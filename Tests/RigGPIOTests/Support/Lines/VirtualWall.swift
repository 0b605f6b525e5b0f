import RigCore
import Synchronization

@testable import RigGPIO

/// The surroundings of a rig's pins: servos that follow their pulses, a laser, and at an unknown distance a wall with
/// strips of photodiodes.
final class VirtualWall: PinWorld {
  /// One axis of the rig, as it really is.
  struct Axis {
    var servo: Int
    var strip: ClosedRange<Int>
    /// In cm.
    var distance = 150.0
    /// The angle of the beam for a pulse of 1500 µs, in degrees.
    var offset = 0.0
    var degreesPerMicrosecond = 0.09
    /// The highest speed of the servo, in degrees a second.
    var speed = 600.0
    var pitch = 0.5
    /// The height of the first diode, in cm.
    var height = 0.0
    /// Half of the dot's height, in cm.
    var dotRadius = 0.3

    fileprivate var rise: Int64?
    fileprivate var goal: Double?
    fileprivate var beam = 0.0
    fileprivate var moved: Int64 = 0

    init(servo: Int, strip: ClosedRange<Int>) {
      self.servo = servo
      self.strip = strip
    }

    fileprivate mutating func move(to time: Int64) {
      let reach = speed * Double(max(0, time - moved)) / 1e9
      if let goal { beam += min(max(goal - beam, -reach), reach) }
      moved = max(moved, time)
    }

    fileprivate mutating func see(_ level: Bool, at time: Int64) {
      move(to: time)
      if level {
        rise = time
      } else if let began = rise {
        rise = nil
        let width = Double(time - began) / 1000
        // What is shorter or longer is no pulse to a servo.
        if width > 300, width < 2700 { goal = (width - 1500) * degreesPerMicrosecond + offset }
      }
    }

    fileprivate func dot(at beam: Double) -> Double { distance * Angle(degrees: beam).slope }
  }

  private struct State {
    var axes: [Axis]
    var isLaserOn = false
    /// Where the beams stood when the laser was switched on.
    var litAt: [[Double]] = []
    /// Light that comes from elsewhere.
    var stuck: [Int: Bool] = [:]
    var isInterlockClosed = true
  }

  private let state: Mutex<State>
  private let laser: Int?
  private let interlock: Int?

  init(_ axes: [Axis], laser: Int? = 1, interlock: Int? = nil) {
    state = Mutex(State(axes: axes, isLaserOn: laser == nil))
    self.laser = laser
    self.interlock = interlock
  }

  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64) {
    state.withLock { state in
      if pin.offset == laser {
        for axis in state.axes.indices { state.axes[axis].move(to: time) }
        if level { state.litAt.append(state.axes.map(\.beam)) }
        state.isLaserOn = level
      }
      for axis in state.axes.indices where state.axes[axis].servo == pin.offset {
        state.axes[axis].see(level, at: time)
      }
    }
  }

  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool? {
    state.withLock { state in
      if pin.offset == interlock { return state.isInterlockClosed }
      if let stuck = state.stuck[pin.offset] { return stuck }
      for index in state.axes.indices where state.axes[index].strip.contains(pin.offset) {
        state.axes[index].move(to: time)
        let axis = state.axes[index]
        let diode = axis.height + Double(pin.offset - axis.strip.lowerBound) * axis.pitch
        return state.isLaserOn && abs(axis.dot(at: axis.beam) - diode) <= axis.dotRadius
      }
      return nil
    }
  }

  /// Where the beam of an axis points, in degrees.
  func beam(_ axis: Int, at time: Int64) -> Double {
    state.withLock { state in
      state.axes[axis].move(to: time)
      return state.axes[axis].beam
    }
  }

  /// How high the dot of an axis is, in cm.
  func dot(_ axis: Int, at time: Int64) -> Double {
    let beam = beam(axis, at: time)
    return state.withLock { state in state.axes[axis].dot(at: beam) }
  }

  var isLaserOn: Bool { state.withLock { state in state.isLaserOn } }
  var litAt: [[Double]] { state.withLock { state in state.litAt } }

  /// Makes a photodiode say always the same.
  func stick(_ offset: Int, at level: Bool) { state.withLock { state in state.stuck[offset] = level } }

  func openInterlock(_ isOpen: Bool = true) { state.withLock { state in state.isInterlockClosed = !isOpen } }
}
