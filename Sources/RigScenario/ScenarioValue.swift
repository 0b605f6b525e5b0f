public import RigCore
public import RigSimulation

/// The value of one key, of one of the few types of a configuration.
public enum ScenarioValue: Sendable, Equatable {
  /// A number, finite.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A seed of random numbers.
  case seed(UInt64)
  /// A value that is true or false.
  case flag(Bool)
  /// One of a few words, or free text.
  case text(String)
  /// A fixed or a drawn distance.
  case distance(DistanceSetting)
  /// A fixed or a drawn height of a target.
  case height(TargetSetting)
  /// A list of faults.
  case faults([Fault])
  /// A list of GPIO lines, each by name or number.
  case lines([String])
  /// The points of a calibration, at least two.
  case calibration([CalibrationPoint])
  /// No value: no limit, no file, not set.
  case none
}

/// The type of a key.
public enum ScenarioType: Sendable, Equatable {
  /// A number in a range; `unit` is empty for plain numbers.
  case number(NumberRange, unit: String)
  /// A whole number in a range.
  case integer(ClosedRange<Int>, unit: String)
  /// A seed: a whole number from 0 to 2⁶⁴ - 1.
  case seed
  /// A value that is true or false.
  case flag
  /// One of a few words.
  case choice([String])
  /// Free text.
  case text
  /// The name or the number of a device.
  case name
  /// A distance, or two of them with two dots between.
  case distance
  /// A height, or two of them with two dots between.
  case height
  /// A list of faults.
  case faults
  /// A list of GPIO lines, each by name or number.
  case lines
  /// The points of a calibration.
  case calibration
}
