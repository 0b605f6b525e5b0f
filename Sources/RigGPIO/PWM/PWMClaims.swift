/// The notes that this program leaves of the PWM channels that it drives.
///
/// A run that is killed cannot take its note away, so the next run knows the pulses that it has to stop. A channel that
/// makes pulses and has no note belongs to another program.
struct PWMClaims: Sendable {
  private let notes: RunTimeNotes

  /// Notes in `folders`.
  init(folders: [String]) {
    notes = RunTimeNotes(folders: folders)
  }

  /// The notes on this machine. A tree of files that is not the kernel's has none.
  init(root: String) {
    notes = root == PWMChip.root ? .ofThisMachine : RunTimeNotes(folders: [])
  }

  /// True if a run of this program has left the channel as it is: there is a note of it, with the channel's period.
  func name(_ site: PWMSite) -> Bool {
    guard let period = site.files.value("\(site.folder)/period")?.string else { return false }
    return notes.texts(note(site)).contains(period)
  }

  /// Makes a note of the channel. Where no folder can be written there is none, and after a run that was killed the
  /// channel has to be taken over expressly.
  func make(_ site: PWMSite) { _ = notes.write("\(site.period)", to: note(site)) }

  /// Takes the note of the channel away.
  func end(_ site: PWMSite) { notes.remove(note(site)) }

  private func note(_ site: PWMSite) -> String { "pwm-\(site.chip.label)-\(site.channel)" }
}
