public import RigCore
public import RigSimulation

extension ParameterDescription {
  /// A legal setting near the default, but not the default.
  public var otherSetting: ParameterSetting {
    switch (kind, defaultSetting) {
    case (.number(let range, _), .number(let number)):
      .number([number + 0.25, number - 0.25, number + 0.05].first(where: range.contains) ?? number)
    case (.number(let range, _), _): .number([0.25, 1].first(where: range.contains) ?? 1)
    case (.integer(let range, _), .integer(let number)):
      .integer(number < range.upperBound ? number + 1 : number - 1)
    case (.integer(let range, _), _): .integer(range.lowerBound)
    case (.flag, let flag): .flag(flag == .flag(false))
    case (.choice(let words), let word): .text(words.first { other in .text(other) != word } ?? "")
    case (.name, let name): .text(name == .text("1") ? "2" : "1")
    case (.names, _): .names(["1", "2"])
    }
  }
}

extension EffectParameter {
  /// The values with this parameter, and the one that it needs, away from their defaults.
  public func valuesWhereOn(among parameters: [EffectParameter]) -> ParameterValues {
    var values = ParameterValues()
    for parameter in parameters where [description.name, companion].contains(parameter.description.name) {
      values[parameter.description] = parameter.description.otherSetting
    }
    return values
  }
}
