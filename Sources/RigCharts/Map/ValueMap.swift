/// The data of a picture of a quantity over two others: a plain value.
public struct ValueMap: Sendable, Equatable {
  /// An end of a scale.
  public enum ScaleEnd: Sendable, Equatable {
    /// The least value, and the largest.
    case low, high
  }

  /// The quantity that the colours show.
  public struct Quantity: Sendable, Equatable {
    /// The name, as `error once settled`.
    public var name: String
    /// Its unit; may be empty.
    public var unit: String
    /// The spacing of its values along the colours.
    public var spacing: Scale.Spacing
    /// The values at the ends of the colours, finite and above 0 if the colours are logarithmic; nil, and what can
    /// not be a range, for the least and the largest value in the map. What is beyond has the colour of the end.
    public var range: ClosedRange<Double>?
    /// The end that is light.
    public var lightEnd: ScaleEnd

    /// A quantity; see the properties.
    public init(
      name: String, unit: String = "", spacing: Scale.Spacing = .linear, range: ClosedRange<Double>? = nil,
      lightEnd: ScaleEnd = .high
    ) {
      self.name = name
      self.unit = unit
      self.spacing = spacing
      self.range = range
      self.lightEnd = lightEnd
    }
  }

  /// Cells of which something is true besides their value: an area with a hatching and an outline of its own.
  public struct Category: Sendable, Equatable {
    /// The property of the cells, in a few words.
    public var label: String
    /// True for each cell of the category, in the order of the map's values; cells beyond the end are not in it.
    public var cells: [Bool]

    /// The `cells` of which `label` is true.
    public init(label: String, cells: [Bool]) {
      self.label = label
      self.cells = cells
    }
  }

  /// A line over the map, as the edge that a theory gives.
  public struct Curve: Sendable, Equatable {
    /// A place on the map, in the units of its axes.
    public struct Place: Sendable, Equatable {
      /// The value along the horizontal axis.
      public var horizontal: Double
      /// The value along the vertical axis.
      public var vertical: Double

      /// A place in the units of the axes.
      public init(_ horizontal: Double, _ vertical: Double) {
        self.horizontal = horizontal
        self.vertical = vertical
      }
    }

    /// The name of the line, in a few words that are set along it.
    public var label: String
    /// Places that straight lines join. What lies outside the map is cut off, and a place that is not finite, or not
    /// above 0 on a logarithmic axis, is a gap.
    public var places: [Place]

    /// A line through `places`, called `label`.
    public init(label: String, places: [Place]) {
      self.label = label
      self.places = places
    }
  }

  /// The headline of the picture.
  public var title: String
  /// The runs, and the point of the picture: a paragraph each.
  public var notes: [String]
  /// The axis from left to right.
  public var horizontal: MapAxis
  /// The axis from bottom to top.
  public var vertical: MapAxis
  /// A second reading of the horizontal axis, along the top; nil for none.
  public var second: SecondAxis?
  /// The quantity that the colours show.
  public var quantity: Quantity
  /// The value of each cell, row by row: first the row of the least vertical value, in the order of the horizontal
  /// ones. Nil is a cell that was not run (as are those that the list is too short for), NaN one that has no such
  /// value, and an infinite value is beyond the end of the colours.
  public var values: [Double?]
  /// The name of NaN in the legend.
  public var noValueLabel: String
  /// The name of nil in the legend.
  public var missingLabel: String
  /// Areas of cells, which may overlap; about four can be told apart.
  public var categories: [Category]
  /// Lines over the map; about four can be told apart.
  public var curves: [Curve]

  /// A map; see the properties.
  public init(
    title: String, notes: [String] = [], horizontal: MapAxis, vertical: MapAxis, second: SecondAxis? = nil,
    quantity: Quantity, values: [Double?], noValueLabel: String = "no value", missingLabel: String = "not run",
    categories: [Category] = [], curves: [Curve] = []
  ) {
    self.title = title
    self.notes = notes
    self.horizontal = horizontal
    self.vertical = vertical
    self.second = second
    self.quantity = quantity
    self.values = values
    self.noValueLabel = noValueLabel
    self.missingLabel = missingLabel
    self.categories = categories
    self.curves = curves
  }
}
