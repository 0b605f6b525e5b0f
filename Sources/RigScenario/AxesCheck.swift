internal import RigCore
internal import RigSimulation

/// What must hold of the settings of a rig with several axes.
extension Scenario {
  var axesContradictions: [Contradiction] {
    guard let kind = rig.kind.simulation else { return [] }
    let ofKind =
      switch kind {
      case .singleAxis: [Contradiction?]()
      case .panTilt: [emptyPanTravel, panTiltStartContradiction]
      case .beamWalk: [blindBench]
      }
    return ([faultOnNoAxis(of: kind)] + ofKind).compactMap { contradiction in contradiction }
  }

  private var emptyPanTravel: Contradiction? {
    rig.panTilt.panServo == nil ? nil : emptyTravel(panServo, "rig.panTilt.panServo")
  }

  private func faultOnNoAxis(of kind: SimulatedKind) -> Contradiction? {
    let axes = kind.axes
    for (place, fault) in rig.faults.enumerated() {
      guard let axis = fault.axis, axis > axes else { continue }
      return Contradiction(
        ["rig.faults", "rig.kind"],
        """
        entry \(place + 1) is on axis \(axis), but a rig of the kind \(rig.kind.rawValue) has \(axes); leave axis out \
        for all
        """)
    }
    return nil
  }

  /// Of a drawn distance the nearest counts: there a place is the widest angle.
  private var panTiltStartContradiction: Contradiction? {
    let isEmpty = [rig.servo, panServo].contains { servo in servo.travelFrom >= servo.travelTo }
    guard !isEmpty, rig.start != nil || rig.startAcross != nil else { return nil }
    var nearest = self
    if case .drawn(let from, _) = rig.distance { nearest.rig.distance = .fixed(from) }
    let keys = [
      "rig.start", "rig.startAcross", "rig.distance", "rig.laserHeight", "rig.panTilt.wallYaw", "rig.panTilt.wallPitch",
      "rig.panTilt.crossing", "rig.servo.travelFrom", "rig.servo.travelTo", "rig.servo.preset",
      "rig.panTilt.panServo.travelFrom", "rig.panTilt.panServo.travelTo", "rig.panTilt.panServo.preset", "rig.kind",
    ]
    let height = NumberRange.text(rig.start ?? rig.laserHeight)
    let wall = if case .drawn(let from, _) = rig.distance { " on a wall at \(NumberRange.text(from)) cm" } else { "" }
    let place = "\(height) cm high and \(NumberRange.text(rig.startAcross ?? 0)) cm across"
    let simulated = PanTiltRig(nearest.panTiltModel, seed: RandomSeed(0))
    guard let commands = nearest.panTiltStart(of: simulated) else {
      return Contradiction(keys, "no beam leads to the start \(place)\(wall); move it nearer to 0")
    }
    for (axis, servo) in [rig.servo, panServo].enumerated() {
      let command = commands[axis].degrees
      guard command < servo.travelFrom || command > servo.travelTo else { continue }
      return Contradiction(
        keys,
        """
        to begin \(place)\(wall) the \(axis == 0 ? "tilt" : "pan") servo would have to stand at \
        \(command.formatted(decimals: 1))°, beyond its travel from \(NumberRange.text(servo.travelFrom))° to \
        \(NumberRange.text(servo.travelTo))°
        """)
    }
    return nil
  }

  /// Two detectors at one place see the same, and a near one behind the far one has the wrong name.
  private var blindBench: Contradiction? {
    let (near, far) = (rig.beamWalk.nearDistance, rig.beamWalk.farDistance)
    guard far <= near else { return nil }
    return Contradiction(
      ["rig.beamWalk.farDistance", "rig.beamWalk.nearDistance"],
      """
      the far detector, \(NumberRange.text(far)) cm behind mirror 2, must stand beyond the near one, \
      \(NumberRange.text(near)) cm behind it; at one place both see the same
      """)
  }
}
