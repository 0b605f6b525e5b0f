import RigCore

/// A map's plot: its cells, the areas and lines over them, and the axes around it.
struct MapPanel: Sendable {
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
    plot.minX = (left + panel.plot.minX - panel.box.minX).rounded(.up)
    plot.minY = topRoom
  }

  /// The same with the words above the plot from `top` on.
  func moved(toTop top: Double) -> MapPanel {
    var moved = self
    moved.plot.minY = (top + topRoom).rounded(.up)
    return moved
  }

  /// What lies between the words above and the plot.
  private var topRoom: Double { map.second == nil ? 6 : Self.secondHeight }

  /// The frame with its words. Ticks without words are drawn outside, where the cells do not hide them.
  private var panel: Panel {
    let labelled = [horizontal, vertical].map { axis in
      Axis(scale: axis.scale, ticks: axis.ticks.filter { tick in !tick.label.isEmpty }, label: axis.label)
    }
    func panel(in box: Box) -> Panel {
      Panel(title: "", in: box, x: labelled[0], y: labelled[1])
    }
    // What the words beside the plot take.
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

  /// Where there are few cells each has its tick.
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

  /// The first and the last cell have a tick each where numbers between them are too long.
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

  private var cells: [SVGElement] {
    guard let colors else { return [] }
    var data = Array(repeating: "", count: ColorRamp.levels)
    for rectangle in blocks.rectangles {
      if case .level(let level) = rectangle.content { data[level] += PathData.box(box(rectangle)) }
    }
    let paths = data.enumerated().filter { level in !level.element.isEmpty }.map { level, data in
      SVGElement("path", [.init("fill", colors.ramp.color(ofLevel: level)), .init("d", data)])
    }
    // Smoothed edges would let the paper shine through between cells.
    return [SVGElement("g", [.init("shape-rendering", "crispEdges")], children: paths)]
  }

  /// Areas without a colour, and those of the categories.
  private var areas: [SVGElement] {
    func data(_ content: MapBlocks.Content) -> String {
      let alike = blocks.rectangles.filter { rectangle in rectangle.content == content }
      return alike.map { rectangle in PathData.box(box(rectangle)) }.joined()
    }
    var areas: [SVGElement] = []
    for (content, hatching) in [(MapBlocks.Content.missing, Hatching.missing), (.noValue, .noValue)] {
      let data = data(content)
      if !data.isEmpty { areas.append(hatching.filling(data, in: picture)) }
    }
    let ground = data(.noValueInCategory)
    if !ground.isEmpty {
      areas.append(SVGElement("path", [.init("class", Style.noValueGround.rawValue), .init("d", ground)]))
    }
    for index in map.categories.indices {
      let data = blocks.area(ofCategory: index).map { rectangle in PathData.box(box(rectangle)) }.joined()
      if !data.isEmpty { areas.append(Hatching.category(index).filling(data, in: picture)) }
    }
    return areas
  }

  private var outlines: [SVGElement] {
    map.categories.indices.flatMap { index -> [SVGElement] in
      let outline = BlockOutline(of: blocks.categories[index], columns: blocks.columns)
      let data = outline.stretches.map { stretch in
        let edges = stretch.isUpright ? blocks.verticalEdges : blocks.horizontalEdges
        let start = edges[stretch.along.lowerBound]
        let end = edges[stretch.along.upperBound]
        if stretch.isUpright {
          let place = x(blocks.horizontalEdges[stretch.edge])
          return PathData.line(from: Point(x: place, y: y(start)), to: Point(x: place, y: y(end)))
        }
        let place = y(blocks.verticalEdges[stretch.edge])
        return PathData.line(from: Point(x: x(start), y: place), to: Point(x: x(end), y: place))
      }.joined()
      return data.isEmpty ? [] : Self.rimmed(data, rim: .outlineRim, line: .outline, dash: nil)
    }
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
    return points.split(separator: nil).flatMap { stretch in
      ClippedPath(through: stretch.compactMap(\.self), in: plot).lines.map(Self.thinned)
    }
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

  private static func rimmed(_ data: String, rim: Style, line: Style, dash: String?) -> [SVGElement] {
    var upper = SVGElement("path", [.init("class", line.rawValue), .init("d", data)])
    if let dash { upper.attributes.append(.init("stroke-dasharray", dash)) }
    return [SVGElement("path", [.init("class", rim.rawValue), .init("d", data)]), upper]
  }

  static func line(_ points: [Point], number index: Int) -> [SVGElement] {
    let data = points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + point.x.coordinate + " " + point.y.coordinate
    }.joined()
    return rimmed(data, rim: .mapLineRim, line: .mapLine, dash: Hatching.dash(index))
  }

  /// The lines, and the words of each where there is room for them on the map.
  struct Lines: Sendable {
    let elements: [SVGElement]
    /// The numbers of the lines that are in sight and have no words on the map.
    let unnamed: [Int]
  }

  var lines: Lines {
    let stretches = map.curves.map(stretches)
    var labels = CurveLabels(in: plot.inset(3), curves: stretches)
    var words: [SVGElement] = []
    var unnamed: [Int] = []
    for (index, curve) in map.curves.enumerated() where !stretches[index].isEmpty {
      if curve.label.isEmpty { continue }
      if let place = labels.place(curve.label, atCurve: index) {
        words += CurveLabels.elements(curve.label, at: place)
      } else {
        unnamed.append(index)
      }
    }
    let lines = stretches.enumerated().flatMap { index, stretches in
      stretches.flatMap { points in Self.line(points, number: index) }
    }
    return Lines(elements: lines + words, unnamed: unnamed)
  }

  // MARK: Axes

  private var tickMarks: [SVGElement] {
    func length(_ label: String) -> Double { label.isEmpty ? 2.5 : 4 }
    let below = horizontal.ticks.map { tick in
      let start = Point(x: x(tick.value), y: plot.maxY)
      return SVGElement.line(from: start, to: start.offset(0, length(tick.label)), .outerTick)
    }
    let beside = vertical.ticks.map { tick in
      let start = Point(x: plot.minX, y: y(tick.value))
      return SVGElement.line(from: start, to: start.offset(-length(tick.label), 0), .outerTick)
    }
    return below + beside
  }

  private var secondAxis: [SVGElement] {
    guard let second = map.second else { return [] }
    let (marks, label) = second.marks(along: horizontal.scale, length: plot.width)
    let ticks = marks.flatMap { mark -> [SVGElement] in
      let start = Point(x: plot.minX + mark.fraction * plot.width, y: plot.minY)
      let line = SVGElement.line(from: start, to: start.offset(0, mark.label.isEmpty ? -2.5 : -4), .outerTick)
      return mark.label.isEmpty ? [line] : [line, .text(mark.label, at: start.offset(0, -8), .tick, anchor: .middle)]
    }
    let words = TextMetrics.truncated(label, .label, width: plot.width)
    return ticks + [.text(words, at: Point(x: plot.midX, y: plot.minY - 27), .label, anchor: .middle)]
  }

  func element(with lines: Lines) -> SVGElement {
    // The paper hides the grid, which would show through the hatchings.
    let ground: [SVGElement] = [.rectangle(plot, .paper)]
    return panel.element(ground + cells + areas + outlines + lines.elements + tickMarks + secondAxis)
  }

  // MARK: Legend

  func legend(unnamed: [Int]) -> Legend {
    let picture = self.picture
    func swatch(_ hatching: Hatching) -> Legend.Key {
      .swatch { box in
        [.rectangle(box, .paper), hatching.filling(PathData.box(box), in: picture), .rectangle(box, .frame)]
      }
    }
    let categories = map.categories.enumerated().map { index, category -> Legend.Entry? in
      guard blocks.categories[index].contains(true) else { return nil }
      return .init(key: swatch(.category(index)), label: category.label)
    }
    let lines = unnamed.map { index -> Legend.Entry? in
      let key = Legend.Key.swatch { box in
        Self.line([Point(x: box.minX, y: box.midY), Point(x: box.maxX, y: box.midY)], number: index)
      }
      return .init(key: key, label: map.curves[index].label)
    }
    return Legend(
      lines + categories + [
        blocks.contents.contains(.noValue) ? .init(key: swatch(.noValue), label: map.noValueLabel) : nil,
        blocks.contents.contains(.missing) ? .init(key: swatch(.missing), label: map.missingLabel) : nil,
      ])
  }
}
