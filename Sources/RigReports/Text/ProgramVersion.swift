/// The version of the program, which files and reports carry.
package enum ProgramVersion {
  /// The version of this build.
  package static let current = "0.1.0"
}
