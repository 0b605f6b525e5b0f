import RigCore

/// A map's plot: its cells, the areas and lines over them, and the axes around it.
final class MapPanel {
  /// About how large the plot is.
  private static let width = 576.0
  private static let height = 440.0
  /// The room for a second axis: its ticks and its words.
  private static let secondHeight = 44.0

  let map: ValueMap
  let blocks: MapBlocks
  let colors: ColorScale?
  /// The map's frame.
  private(set) var plot: Box
  private let picture: String
  private let horizontal: Axis
  private let vertical: Axis

  /// The plot of `map`, with the words beside it from `left` on and those above it from 0 on; names of patterns begin
  /// with `picture`.
  init(_ map: ValueMap, left: Double, picture: String) {
    self.map = map
    self.picture = picture
    let colors = ColorScale(map.quantity, values: map.values)
    self.colors = colors
    blocks = MapBlocks(map, colors: colors)
    let width = Self.length(Self.width, blocks: blocks.columns)
    let height = Self.length(Self.height, blocks: blocks.rows)
    horizontal = Self.axis(map.horizontal, TickFit(direction: .across, length: width))
    vertical = Self.axis(map.vertical, TickFit(direction: .up, length: height))
    plot = Box(minX: left, minY: 0, width: width, height: height)
    // Edges of cells on whole pixels are sharp.
    let panel = panel
    plot.minX = (left + panel.plot.minX - panel.box.minX).rounded(.up)
    plot.minY = topRoom
  }

  /// Leaves the room above `top` to the words over the plot.
  func move(toTop top: Double) {
    plot.minY = (top + topRoom).rounded(.up)
  }

  /// The distance between the words above and the plot.
  private var topRoom: Double { map.second == nil ? 6 : Self.secondHeight }

  /// The frame with its words. Ticks without words are drawn outside, where the cells do not hide them.
  private var panel: Panel {
    func panel(in box: Box) -> Panel {
      Panel(title: "", in: box, x: horizontal.withoutMinorTicks, y: vertical.withoutMinorTicks)
    }
    // The room for the words beside the plot.
    let trial = panel(in: Box(minX: 0, minY: 0, width: 1000, height: 1000)).plot
    return panel(
      in: Box(
        minX: plot.minX - trial.minX, minY: plot.minY - trial.minY, width: plot.width + 1000 - trial.width,
        height: plot.height + 1000 - trial.height))
  }

  /// The lower edge of the words under the plot.
  var bottom: Double { plot.maxY + (horizontal.label.isEmpty ? 22 : 42) }

  /// A whole number of pixels to each block, where the length is then about right; few blocks take less room.
  private static func length(_ about: Double, blocks: Int) -> Double {
    let room = min(about, max(about / 2, 80 * Double(blocks)))
    return max(1, (room / Double(blocks)).rounded()) * Double(blocks)
  }

  /// If there are few cells, each has its tick.
  private static func axis(_ axis: MapAxis, _ fit: TickFit) -> Axis {
    let scale = axis.scale
    let usual = fit.axis(scale, name: axis.name, unit: axis.unit, most: fit.direction == .across ? 9 : 8)
    if !usual.ticks.contains(where: { tick in !tick.label.isEmpty }) { return ends(axis, fit) }
    guard axis.values.count <= 12 else { return usual }
    let labels = axis.values.formattedApart(significantDigits: 4)
    let ticks = zip(axis.values, labels).map { value, label in Tick(value: value, label: label.withMinusSign) }
    let areShort = ticks.allSatisfy { tick in tick.label.count <= 7 }
    guard axis.values.count == 1 || areShort && fit.hasRoom(for: ticks, along: scale) else { return usual }
    return Axis(scale: scale, ticks: ticks, label: Axis.label(name: axis.name, unit: axis.unit))
  }

  /// The first and the last cell have a tick each if numbers between them are too long.
  private static func ends(_ axis: MapAxis, _ fit: TickFit) -> Axis {
    let places = axis.values.count == 1 ? [0] : [0, axis.values.count - 1]
    let ticks = places.map { place in
      let label = axis.values.formattedApart(place, significantDigits: 4)
      return Tick(value: axis.values[place], label: label.withMinusSign)
    }
    let scale = axis.scale
    return Axis(
      scale: scale, ticks: fit.hasRoom(for: ticks, along: scale) ? ticks : Array(ticks.prefix(1)),
      label: Axis.label(name: axis.name, unit: axis.unit))
  }

  func x(_ value: Double) -> Double { plot.minX + horizontal.scale.fraction(of: value) * plot.width }

  func y(_ value: Double) -> Double { plot.maxY - vertical.scale.fraction(of: value) * plot.height }

  // MARK: Cells

  private func box<Content>(_ rectangle: BlockRectangle<Content>) -> Box {
    let left = x(blocks.horizontalEdges[rectangle.columns.lowerBound])
    let top = y(blocks.verticalEdges[rectangle.rows.upperBound])
    return Box(
      minX: left, minY: top, width: x(blocks.horizontalEdges[rectangle.columns.upperBound]) - left,
      height: y(blocks.verticalEdges[rectangle.rows.lowerBound]) - top)
  }

  private func drawCells(into drawing: inout Drawing) {
    guard let colors else { return }
    var data = Array(repeating: "", count: ColorRamp.levels)
    for rectangle in blocks.rectangles {
      if case .level(let level) = rectangle.content { data[level] += PathData.box(box(rectangle)) }
    }
    var paths = Drawing()
    for level in data.indices where !data[level].isEmpty {
      paths.filling(data[level], colors.ramp.color(ofLevel: level))
    }
    drawing.add(paths.crispGroup)
  }

  /// Draws the areas without a colour, and those of the categories.
  private func drawAreas(into drawing: inout Drawing) {
    var missing = ""
    var noValue = ""
    var ground = ""
    for rectangle in blocks.rectangles {
      switch rectangle.content {
      case .level: continue
      case .missing: missing += PathData.box(box(rectangle))
      case .noValue: noValue += PathData.box(box(rectangle))
      case .noValueInCategory: ground += PathData.box(box(rectangle))
      }
    }
    if !missing.isEmpty { drawing.add(Hatching.missing.filling(missing, in: picture)) }
    if !noValue.isEmpty { drawing.add(Hatching.noValue.filling(noValue, in: picture)) }
    if !ground.isEmpty { drawing.add(.path(ground, .noValueGround)) }
    for index in map.categories.indices {
      var data = ""
      for rectangle in blocks.area(ofCategory: index) { data += PathData.box(box(rectangle)) }
      if !data.isEmpty { drawing.add(Hatching.category(index).filling(data, in: picture)) }
    }
  }

  private func drawOutlines(into drawing: inout Drawing) {
    for index in map.categories.indices {
      var data = ""
      for stretch in BlockOutline(of: blocks.categories[index], columns: blocks.columns).stretches {
        data += path(along: stretch)
      }
      if !data.isEmpty { drawing.rimmed(data, rim: .outlineRim, line: .outline, dash: nil) }
    }
  }

  private func path(along stretch: BlockOutline.Stretch) -> String {
    if stretch.isUpright {
      let place = x(blocks.horizontalEdges[stretch.edge])
      return PathData.line(
        from: Point(x: place, y: y(blocks.verticalEdges[stretch.along.lowerBound])),
        to: Point(x: place, y: y(blocks.verticalEdges[stretch.along.upperBound])))
    }
    let place = y(blocks.verticalEdges[stretch.edge])
    return PathData.line(
      from: Point(x: x(blocks.horizontalEdges[stretch.along.lowerBound]), y: place),
      to: Point(x: x(blocks.horizontalEdges[stretch.along.upperBound]), y: place))
  }

  /// The patterns that the plot and its legend use.
  var definitions: SVGElement {
    let categories = map.categories.indices.map { index in Hatching.category(index) }
    return SVGElement(
      "defs", children: (categories + [.missing, .noValue]).map { hatching in hatching.definition(in: picture) })
  }

  // MARK: Lines

  /// The visible stretches of a line.
  func stretches(of curve: ValueMap.Curve) -> [[Point]] {
    let points = curve.places.map { place -> Point? in
      let point = Point(x: x(place.horizontal), y: y(place.vertical))
      return point.x.isFinite && point.y.isFinite ? point : nil
    }
    var lines: [[Point]] = []
    for stretch in Gaps.stretches(points) {
      for line in ClippedPath(through: stretch, in: plot).lines { lines.append(Self.thinned(line)) }
    }
    return lines
  }

  /// Without points that are too near to those before to be seen.
  private static func thinned(_ line: [Point]) -> [Point] {
    var kept: [Point] = []
    for (index, point) in line.enumerated() {
      guard let last = kept.last, index < line.count - 1, last.distance(to: point) < 0.5 else {
        kept.append(point)
        continue
      }
    }
    return kept
  }

  /// The lines, and the words of each if there is room for them on the map.
  struct Lines: Sendable {
    let elements: [SVGElement]
    /// The numbers of the lines that are in sight and have no words on the map.
    let unnamed: [Int]
  }

  var lines: Lines {
    let stretches = map.curves.map(stretches)
    var labels = CurveLabels(in: plot.inset(3), curves: stretches)
    var lines = Drawing()
    var words = Drawing()
    var unnamed: [Int] = []
    for (index, curve) in map.curves.enumerated() where !stretches[index].isEmpty {
      for points in stretches[index] { lines.mapLine(points, number: index) }
      if curve.label.isEmpty { continue }
      if let place = labels.place(curve.label, atCurve: index) {
        CurveLabels.draw(curve.label, at: place, into: &words)
      } else {
        unnamed.append(index)
      }
    }
    return Lines(elements: lines.elements + words.elements, unnamed: unnamed)
  }

  // MARK: Axes

  private func drawTickMarks(into drawing: inout Drawing) {
    for tick in horizontal.ticks {
      let start = Point(x: x(tick.value), y: plot.maxY)
      drawing.line(from: start, to: start.offset(0, tick.markLength), .outerTick)
    }
    for tick in vertical.ticks {
      let start = Point(x: plot.minX, y: y(tick.value))
      drawing.line(from: start, to: start.offset(-tick.markLength, 0), .outerTick)
    }
  }

  private func drawSecondAxis(into drawing: inout Drawing) {
    guard let second = map.second else { return }
    let (marks, label) = second.marks(along: horizontal.scale, length: plot.width)
    for mark in marks {
      let start = Point(x: plot.minX + mark.fraction * plot.width, y: plot.minY)
      drawing.line(from: start, to: start.offset(0, mark.label.isEmpty ? -2.5 : -4), .outerTick)
      if !mark.label.isEmpty { drawing.text(mark.label, at: start.offset(0, -8), .tick, anchor: .middle) }
    }
    let words = TextMetrics.truncated(label, .label, width: plot.width)
    drawing.text(words, at: Point(x: plot.midX, y: plot.minY - 27), .label, anchor: .middle)
  }

  func element(with lines: Lines) -> SVGElement {
    var drawing = Drawing()
    // The paper hides the grid, which would show through the hatchings.
    drawing.rectangle(plot, .paper)
    drawCells(into: &drawing)
    drawAreas(into: &drawing)
    drawOutlines(into: &drawing)
    drawing.add(lines.elements)
    drawTickMarks(into: &drawing)
    drawSecondAxis(into: &drawing)
    return panel.element(drawing)
  }

  // MARK: Legend

  func legend(unnamed: [Int]) -> Legend {
    let picture = self.picture
    func entry(_ hatching: Hatching, _ label: String) -> Legend.Entry {
      let key = Legend.Key.swatch { box, drawing in
        drawing.rectangle(box, .paper)
        drawing.add(hatching.filling(PathData.box(box), in: picture))
        drawing.rectangle(box, .frame)
      }
      return Legend.Entry(key: key, label: label)
    }
    var entries: [Legend.Entry] = []
    for index in unnamed {
      let key = Legend.Key.swatch { box, drawing in
        drawing.mapLine([Point(x: box.minX, y: box.midY), Point(x: box.maxX, y: box.midY)], number: index)
      }
      entries.append(.init(key: key, label: map.curves[index].label))
    }
    for index in map.categories.indices where blocks.categories[index].contains(true) {
      entries.append(entry(.category(index), map.categories[index].label))
    }
    if blocks.contents.contains(.noValue) { entries.append(entry(.noValue, map.noValueLabel)) }
    if blocks.contents.contains(.missing) { entries.append(entry(.missing, map.missingLabel)) }
    return Legend(entries)
  }
}

extension Drawing {
  /// The drawing as one element with sharp edges: smoothed ones would let the paper shine through between cells.
  var crispGroup: SVGElement {
    SVGElement("g", [.init("shape-rendering", "crispEdges")], children: elements)
  }

  /// A line with a rim of paper under it.
  mutating func rimmed(_ data: String, rim: Style, line: Style, dash: String?) {
    add(.path(data, rim))
    var upper = SVGElement.path(data, line)
    if let dash { upper.attributes.append(.init("stroke-dasharray", dash)) }
    add(upper)
  }

  /// A line over a map, one of several that differ by their dashes.
  mutating func mapLine(_ points: [Point], number index: Int) {
    rimmed(PathData.line(through: points), rim: .mapLineRim, line: .mapLine, dash: Hatching.dash(index))
  }
}
