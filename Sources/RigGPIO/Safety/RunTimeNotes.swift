internal import Glibc
internal import RigSystem

/// Short notes, one a file, that this program leaves for its next runs until the machine is restarted.
struct RunTimeNotes: Sendable {
  /// The folders in which notes may lie; a new note goes into the first one that can be written. They have to be empty
  /// after a restart of the machine, as its chips are.
  let folders: [String]

  /// Notes in `folders`.
  init(folders: [String]) {
    self.folders = folders
  }

  /// The notes on this machine: in `/run/laserrig` for root, in the session's folder for any other user, who can read
  /// those of root too.
  static var ofThisMachine: RunTimeNotes {
    let session = unsafe getenv("XDG_RUNTIME_DIR").map { path in unsafe String(cString: path) + "/laserrig" }
    return RunTimeNotes(folders: ["/run/laserrig", session].compactMap { folder in folder })
  }

  /// The notes called `name`, of all folders.
  func texts(_ name: String) -> [String] {
    folders.compactMap { folder in SmallFile.text(at: path(name, in: folder), most: 512, followsLink: false) }
  }

  /// Writes the note called `name`; false if no folder can be written.
  func write(_ text: String, to name: String) -> Bool {
    for folder in folders {
      unsafe mkdir(folder, 0o755)
      if write(text, at: path(name, in: folder)) { return true }
    }
    return false
  }

  /// Takes the note called `name` away.
  func remove(_ name: String) {
    for folder in folders { unsafe unlink(path(name, in: folder)) }
  }

  private func path(_ name: String, in folder: String) -> String {
    folder + "/" + name.map { character in character == "/" ? "_" : "\(character)" }.joined()
  }

  private func write(_ text: String, at path: String) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    return unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }
}
