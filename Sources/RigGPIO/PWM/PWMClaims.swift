internal import Glibc

/// The notes that this program leaves of the PWM channels that it drives.
///
/// A run that is killed cannot take its note away, so the next run knows the pulses that it has to stop. A channel that
/// makes pulses and has no note belongs to another program.
struct PWMClaims: Sendable {
  /// The folders in which notes may lie; a new note goes into the first one that can be written. They have to be empty
  /// after a restart of the machine, as the chips are.
  let folders: [String]

  /// Notes in `folders`.
  init(folders: [String]) {
    self.folders = folders
  }

  /// The notes on this machine: in `/run/laserrig` for root, in the session's folder for any other user, who can read
  /// those of root too. A tree of files that is not the kernel's has none.
  init(root: String) {
    let session = unsafe getenv("XDG_RUNTIME_DIR").map { path in unsafe String(cString: path) + "/laserrig" }
    folders = root == PWMChip.root ? ["/run/laserrig", session].compactMap { folder in folder } : []
  }

  /// True if a run of this program has left the channel as it is: there is a note of it, with the channel's period.
  func name(_ site: PWMSite) -> Bool {
    guard let period = site.files.value("\(site.folder)/period")?.string else { return false }
    return folders.contains { folder in text(of: "\(folder)/\(note(site))") == period }
  }

  /// Makes a note of the channel. Where no folder can be written there is none, and after a run that was killed the
  /// channel has to be taken over expressly.
  func make(_ site: PWMSite) {
    for folder in folders {
      unsafe mkdir(folder, 0o755)
      if write("\(site.period)", to: "\(folder)/\(note(site))") { return }
    }
  }

  /// Takes the note of the channel away.
  func end(_ site: PWMSite) {
    for folder in folders { unsafe unlink("\(folder)/\(note(site))") }
  }

  private func note(_ site: PWMSite) -> String {
    "pwm-" + site.chip.label.map { character in character == "/" ? "_" : "\(character)" }.joined() + "-\(site.channel)"
  }

  private func text(of path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private func write(_ text: String, to path: String) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    return unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }
}
