/// The style sheet inside every picture.
///
/// Light is the plain default and dark stands in a media query, with no custom properties: renderers that know neither
/// (librsvg) and those that know both draw the same light picture. Every rule is bound to the root's class, so that a
/// picture pasted into a page does not restyle the page.
enum Stylesheet {
  static let rootClass = "laserrig"

  static var css: String {
    let light = rules { tone in tone.light }
    let dark = rules { tone in tone.dark }
    var sheet = ".\(rootClass){font-family:\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif}\n"
    for style in Style.allCases where !style.declarations.isEmpty {
      sheet += selector(style.rawValue) + "{\(style.declarations)}\n"
    }
    for style in TextStyle.allCases {
      sheet += selector(style.rawValue) + "{font-size:\(style.size.coordinate)px"
      if style.isBold { sheet += ";font-weight:bold" }
      if style.hasRim { sheet += ";paint-order:stroke;stroke-width:3;stroke-linejoin:round" }
      sheet += "}\n"
    }
    sheet += light.joined(separator: "\n")
    sheet += "\n@media (prefers-color-scheme:dark){\n" + dark.joined(separator: "\n") + "\n}\n"
    return sheet
  }

  private static func selector(_ name: String) -> String {
    ".\(rootClass) .\(name)"
  }

  private static func rules(_ color: (Tone) -> String) -> [String] {
    let shapes = Style.allCases.map { style in
      let fill = style.fill.map(color) ?? "none"
      let stroke = style.stroke.map { ";stroke:\(color($0))" } ?? ""
      return selector(style.rawValue) + "{fill:\(fill)\(stroke)}"
    }
    let texts = TextStyle.allCases.map { style in
      let rim = style.hasRim ? ";stroke:\(color(Palette.paper))" : ""
      return selector(style.rawValue) + "{fill:\(color(style.tone))\(rim)}"
    }
    return shapes + texts
  }
}
