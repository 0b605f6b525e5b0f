/// The file that a picture is drawn to.
public enum PictureFile {
  /// The ends of names that stand for formats other than SVG.
  private static let others = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "pdf", "ps", "eps", "html", "json", "csv", "txt",
  ]

  /// The problem of the name `path`, and its remedy; nil if there is none. A name without an end, such as that of a
  /// pipe, stands for no format.
  public static func complaint(about path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), others.contains(name[name.index(after: dot)...].lowercased()) else {
      return nil
    }
    let format = name[name.index(after: dot)...].uppercased()
    return
      "a picture is SVG and not \(format): name it \(name[..<dot]).svg, and turn that into \(format) with another program"
  }
}
