internal import Glibc
internal import RigWiring

/// The notes of interlocks that were seen open and then closed since the machine was started.
///
/// The kernel sets the resistor that pulls a line where the chip has one, and says nothing where it has none: an I²C
/// expander may ignore the request, and the line then reads closed whether the lid is or not. A wire that is broken or
/// in the wrong place reads the same all the time as well. Only a change shows that the line follows the lid.
struct InterlockProofs: Sendable {
  private let notes: RunTimeNotes

  /// The notes on this machine.
  init() {
    notes = .ofThisMachine
  }

  /// Notes in `folders`.
  init(folders: [String]) {
    notes = RunTimeNotes(folders: folders)
  }

  /// When `line` was seen open and closed, as in `2026-11-29T14:05:00Z`; nil if it was not, or not on this chip with
  /// this sense and this bias.
  func date(_ line: PinRigSettings.Line, among chips: [ChipDescription]) -> String? {
    guard let note = name(line, among: chips) else { return nil }
    for text in notes.texts(note) {
      let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
      if parts.count == 3, parts[0] == settings(of: line), parts[2].isEmpty { return String(parts[1]) }
    }
    return nil
  }

  /// Notes that `line` was seen open and closed at `date`; false if the note cannot be written.
  func add(_ line: PinRigSettings.Line, among chips: [ChipDescription], date: String) -> Bool {
    guard let note = name(line, among: chips) else { return false }
    return notes.write("\(settings(of: line))\n\(date)\n", to: note)
  }

  /// Takes the note of `line` away.
  func remove(_ line: PinRigSettings.Line, among chips: [ChipDescription]) {
    if let note = name(line, among: chips) { notes.remove(note) }
  }

  /// The name of the note: the chip's number and label, and the offset of the line, whatever they are called in a file.
  private func name(_ line: PinRigSettings.Line, among chips: [ChipDescription]) -> String? {
    let request = LineRequest([line.address], .input(bias: line.bias))
    guard let (chip, offsets) = try? request.resolved(among: chips) else { return nil }
    return "interlock-\(chip.name)-\(chip.label)-\(offsets[0])"
  }

  private func settings(of line: PinRigSettings.Line) -> String {
    "\(line.isActiveLow ? "low" : "high") means closed, bias \(line.bias.rawValue)"
  }

  /// The present time, as in `2026-11-29T14:05:00Z`.
  static var now: String {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    func text(_ number: Int32, digits: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let day = unsafe [text(parts.tm_year + 1900, digits: 4), text(parts.tm_mon + 1), text(parts.tm_mday)]
    let time = unsafe [text(parts.tm_hour), text(parts.tm_min), text(parts.tm_sec)]
    return day.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
  }
}
