internal import Glibc
internal import RigWiring

extension LineRequest {
  /// The chip and the offsets of the lines that the request names, among the `chips` that are present.
  /// - Throws: `LineError` if a name matches no line, two names match the same line, or the kernel does not describe a
  ///   line.
  func resolved(among chips: [ChipDescription]) throws(LineError) -> (chip: ChipDescription, offsets: [UInt32]) {
    let reference = lines[0].chip
    let names = lines.map(\.line)
    guard let chip = ChipDescription.meant(by: reference, among: chips) else {
      if reference.hasPrefix("/"), unsafe access(reference, F_OK) == 0 {
        throw LineError(errno: ENOTTY, request: self, chip: nil)
      }
      throw .noSuchChip(reference, lines: names, among: chips)
    }
    if let problem = chip.problem { throw LineError(errno: problem, request: self, chip: nil) }
    var offsets: [UInt32] = []
    for name in names {
      guard let offset = chip.offset(of: name) else { throw .noSuchLine(name, on: chip, asked: reference) }
      // Version 2 of libgpiod would accept it without an error.
      if offsets.contains(UInt32(offset)) { throw .duplicate(name, in: self) }
      if let problem = chip.lines[offset].problem { throw .undescribed(name, on: chip, errno: problem) }
      offsets.append(UInt32(offset))
    }
    return (chip, offsets)
  }

  /// The reason why the lines could not be taken at present; nil if they could. Takes nothing.
  func obstacle(among chips: [ChipDescription]) -> LineError? {
    do throws(LineError) {
      let (chip, offsets) = try resolved(among: chips)
      let isHeld = offsets.contains { offset in chip.lines[Int(offset)].holder != nil }
      return isHeld ? LineError(errno: EBUSY, request: self, chip: chip) : nil
    } catch {
      return error
    }
  }
}
