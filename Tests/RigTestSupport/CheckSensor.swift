public import RigCore
public import Testing

/// Checks what `Sensor` promises: no look fails, and each gives finite errors, a finite cost or a lost spot.
///
/// - Parameters:
///   - device: the sensor, which the check uses up.
///   - looks: how many readings to take.
public func checkSensor<let axes: Int, Device: Sensor & ~Copyable>(
  _ device: consuming Device, looks: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
) where Device.Output == Reading<axes> {
  for look in 0..<looks {
    do throws(Device.Failure) {
      let reading = try device.read()
      if isFinite(reading) { continue }
      Issue.record("look \(look) gave \(reading)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("look \(look) failed: \(error)", sourceLocation: sourceLocation)
    }
    return  // One defect is told once.
  }
}

func isFinite<let axes: Int>(_ reading: Reading<axes>) -> Bool {
  guard let error = reading.error else { return reading.cost.map { cost in cost >= 0 && cost.isFinite } ?? true }
  return error.values.allSatisfy { length in length.centimeters.isFinite }
}
