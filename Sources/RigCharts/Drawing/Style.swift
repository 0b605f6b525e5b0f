/// The style of a shape: its CSS class.
public enum Style: String, Sendable, CaseIterable {
  /// The paper; the frame and the grid lines of a panel; the curve of the cost; the laser, its way and its dots; the
  /// target and its tolerance.
  case paper, frame, grid, minorTick, curve, path, dot, ring, bodyMark, target, targetMark, targetRing, tolerance, band
  /// Readings without a dot, the sheet, the beams, and dimensions with their arrows.
  case lost, sheet, beam, oldBeam, dimension, dimensionHead, leader
  /// A curve and its markers in the hue of the series around them.
  case seriesLine, seriesMark, seriesRing
  /// On a sheet of two directions: the way of the dot, where it was lost on the way, its direction, the target's mark,
  /// and the part enlarged.
  case trail, lostTrail, arrow, targetOutline, window
  /// A number of readings that matters in every panel.
  case landmark
  /// A reading of a probe, and the stretch of steps that it takes.
  case probe, probeBand
  /// On a map: marks outside the frame, the areas without a colour, the strokes of hatchings and outlines with their
  /// rims of paper, and the lines with theirs.
  case outerTick, missingHatch, noValueGround, noValueHatch, hatch, hatchRim, outline, outlineRim, mapLine, mapLineRim
  /// The ground under the words of a line on a map.
  case plate

  /// True for what every picture's style sheet has rules for; the others are only in those that use them.
  var isCommon: Bool {
    switch self {
    case .seriesLine, .seriesMark, .seriesRing, .trail, .lostTrail, .arrow, .targetOutline, .window, .landmark: false
    case .probe, .probeBand: false
    case .outerTick, .missingHatch, .noValueGround, .noValueHatch, .hatch, .hatchRim, .outline, .outlineRim: false
    case .mapLine, .mapLineRim, .plate: false
    default: true
    }
  }

  /// Nil if there is none, or if the hue is that of a series.
  var fill: Tone? {
    switch self {
    case .paper, .targetRing, .seriesRing, .probe, .plate: Palette.paper
    case .noValueGround: Palette.grid
    case .dot, .arrow: Palette.laser
    case .bodyMark: Palette.ink
    case .targetMark: Palette.target
    case .band: Palette.tolerance
    case .sheet: Palette.sheet
    case .dimensionHead, .probeBand: Palette.softInk
    default: nil
    }
  }

  var stroke: Tone? {
    switch self {
    case .frame, .minorTick: Palette.axis
    case .grid: Palette.grid
    case .curve: Palette.cost
    case .path, .ring, .beam, .oldBeam, .trail, .probe: Palette.laser
    case .target, .targetRing, .targetOutline: Palette.target
    case .tolerance: Palette.tolerance
    case .lost, .lostTrail: Palette.ink
    case .dimension, .leader, .window, .landmark, .noValueHatch: Palette.softInk
    case .outerTick: Palette.axis
    case .missingHatch: Palette.sheet
    case .hatch, .outline, .mapLine: Palette.ink
    case .hatchRim, .outlineRim, .mapLineRim: Palette.paper
    default: nil
    }
  }

  /// Declarations that are the same on light and dark paper.
  var declarations: String {
    switch self {
    case .curve: "stroke-width:2"
    case .path: "stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round"
    case .ring: "stroke-width:1.5"
    case .beam: "stroke-width:2"
    case .oldBeam: "stroke-width:1;stroke-dasharray:2 4;opacity:.7"
    case .target: "stroke-width:1.5;stroke-dasharray:7 4"
    case .targetRing, .targetOutline: "stroke-width:2"
    case .tolerance: "stroke-width:1.5;stroke-dasharray:2 3"
    case .band: "fill-opacity:.16"
    case .lost: "stroke-width:1.2"
    case .leader: "stroke-width:.8"
    case .dimension: "stroke-width:1"
    case .seriesLine: "stroke:currentColor;stroke-width:1.6;stroke-linejoin:round"
    case .seriesMark: "stroke:none"
    case .seriesRing: "stroke:currentColor;stroke-width:1.3"
    case .trail: "stroke-width:1.2;stroke-linejoin:round;opacity:.75"
    case .lostTrail: "stroke-width:1;stroke-dasharray:1 4"
    case .window: "stroke-width:1"
    case .landmark: "stroke-width:1;opacity:.7"
    case .probe: "stroke-width:1.2"
    case .probeBand: "fill-opacity:.12"
    case .outerTick, .missingHatch, .hatch, .noValueHatch: "stroke-width:1"
    case .hatchRim: "stroke-width:2.6;opacity:.8"
    case .outline: "stroke-width:1.2"
    case .outlineRim: "stroke-width:3;opacity:.8"
    case .mapLine: "stroke-width:2.2;stroke-linejoin:round"
    case .mapLineRim: "stroke-width:5.4;stroke-linejoin:round;stroke-linecap:round;opacity:.9"
    case .plate: "opacity:.86"
    default: ""
    }
  }
}

/// The style of a text: its CSS class.
public enum TextStyle: String, Sendable, CaseIterable {
  /// The headline of a picture and the notes below it; the heading of a panel; the names of its axes; the numbers at
  /// their ticks; the words of a legend; the number of a step beside its dot; words within a picture.
  case title, note, heading, label, tick, key, number, callout

  /// The font size in user units.
  public var size: Double {
    switch self {
    case .title: 19
    case .note: 13
    case .heading: 14
    case .label, .callout: 12
    case .tick, .key, .number: 11
    }
  }

  var isBold: Bool {
    self == .title || self == .heading
  }

  var tone: Tone {
    switch self {
    case .title, .heading, .label, .callout, .number: Palette.ink
    case .note, .tick, .key: Palette.softInk
    }
  }

  /// A rim of paper around letters that may have a line run behind them.
  var hasRim: Bool {
    self == .number || self == .callout
  }
}
