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
  /// The values with this parameter, and those that it needs, away from their defaults.
  public func valuesWhereOn(among parameters: [EffectParameter]) -> ParameterValues {
    var values = ParameterValues()
    let needed = needed(among: parameters)
    for parameter in parameters where needed.contains(parameter.description.name) {
      values[parameter.description] = parameter.description.otherSetting
    }
    return values
  }

  /// The names of this parameter, and of all without which it has no effect.
  private func needed(among parameters: [EffectParameter]) -> Set<String> {
    var names: Set = [description.name]
    while true {
      let more = parameters.filter { other in names.contains(other.description.name) }.flatMap(\.companions)
      guard !names.isSuperset(of: more) else { return names }
      names.formUnion(more)
    }
  }
}
