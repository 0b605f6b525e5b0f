internal import RigCore

extension ScenarioKey {
  /// The key at `path` of the parameter that `parameter` declares, which `rules` use, or all if nil; its value stands
  /// among the values at `place`.
  init(
    _ parameter: ParameterDescription, at path: String, in place: Place<ParameterValues>,
    rules: [RuleDefinition]? = nil
  ) {
    self.init(
      path, ScenarioType(parameter.kind), isOptional: parameter.isOptional, rules: rules, parameter.summary
    ) { scenario in
      ScenarioValue(scenario[keyPath: place][parameter])
    } write: { scenario, value in
      if let setting = ParameterSetting(value) { scenario[keyPath: place][parameter] = setting }
    }
  }
}

extension ScenarioType {
  fileprivate init(_ kind: ParameterDescription.Kind) {
    self =
      switch kind {
      case .number(let range, let unit): .number(range, unit: unit)
      case .integer(let range, let unit): .integer(range, unit: unit)
      case .flag: .flag
      case .choice(let words): .choice(words)
      case .name: .name
      case .names: .lines
      }
  }
}

extension ScenarioValue {
  fileprivate init(_ setting: ParameterSetting) {
    self =
      switch setting {
      case .number(let number): .number(number)
      case .integer(let number): .integer(number)
      case .flag(let flag): .flag(flag)
      case .text(let text): .text(text)
      case .names(let names): .lines(names)
      case .none: .none
      }
  }
}

extension ParameterSetting {
  /// The setting of `value`; nil if no parameter has values of its type.
  fileprivate init?(_ value: ScenarioValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .integer(number)
    case .flag(let flag): self = .flag(flag)
    case .text(let text): self = .text(text)
    case .lines(let lines): self = .names(lines)
    case .none: self = .none
    case .seed, .distance, .height, .faults, .calibration: return nil
    }
  }
}
