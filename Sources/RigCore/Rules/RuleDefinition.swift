/// The facts about a rule that configuration, reports and theory need: its name, its parameters, its family, and its
/// description in words.
///
/// A rule and its definition are in one file; ``RuleCatalogue`` lists the rule in one line.
public struct RuleDefinition: Sendable {
  /// What a rule is told, and what it finds out.
  public enum Family: Sendable, CaseIterable {
    /// The rule descends on the cost at a learning rate, and is told the distance of the wall.
    case descent
    /// The rule does not need the side on which the dot is off.
    case costSeeker
    /// The rule finds out by itself how far away the wall is.
    case learner
  }

  /// The word of configuration files: camelCase, as in `gradientDescent`.
  public let name: String
  /// What the rule is told, and what it finds out.
  public let family: Family
  /// True if the rule takes each reading for the answer to its latest move, so that it has to be told of each delay.
  public let dwells: Bool
  /// The parameters that the rule uses.
  public let parameters: [ParameterDescription]
  /// The words to add to the loop gain 2αD/D₀ of a rule that has a learning rate but is not linear; nil for any other
  /// rule.
  public let gainRemark: String?

  private let words: @Sendable (_ values: RuleValues, _ wall: String) -> String
  private let push: (@Sendable (_ values: RuleValues, _ updates: Int) -> Length)?

  /// The definition of a rule of the type `rule`, for its ``DefinedRule/definition``.
  ///
  /// - Parameters:
  ///   - rule: the type of the rule, which decides its family.
  ///   - name: the word of configuration files.
  ///   - parameters: the parameters that the rule uses.
  ///   - gainRemark: the words to add to the loop gain of a rule that is not linear.
  ///   - push: how far the rule still pushes the dot aside after a number of updates; nil for a rule whose pushes die
  ///     away on the target.
  ///   - summary: the rule with its values in words; its last argument is the name of the thing at the distances.
  public init(
    of rule: any UpdateRule.Type, _ name: String, _ parameters: [KeyPath<RuleParameters, ParameterDescription>],
    gainRemark: String? = nil, push: (@Sendable (_ values: RuleValues, _ updates: Int) -> Length)? = nil,
    summary: @escaping @Sendable (_ values: RuleValues, _ wall: String) -> String
  ) {
    self.name = name
    family = rule is any CostRule.Type ? .costSeeker : rule is any ResponseLearning.Type ? .learner : .descent
    dwells = rule is any Dwelling.Type
    self.parameters = parameters.map { parameter in RuleParameters()[keyPath: parameter] }
    self.gainRemark = gainRemark
    words = summary
    self.push = push
  }

  /// The rule with its values in words: `gradient descent, learning rate 0.1, assumed distance 300 cm`; `wall` is the
  /// name of the thing at the distances.
  public func summary(_ values: RuleValues, wall: String = "wall") -> String { words(values, wall) }

  /// How far the rule pushes the dot aside after `updates` updates and for ever; nil for a rule whose pushes die away
  /// on the target.
  public func push(_ values: RuleValues, after updates: Int) -> Length? { push?(values, updates) }
}

extension RuleDefinition: Equatable {
  /// True if both are definitions of the same rule.
  public static func == (left: RuleDefinition, right: RuleDefinition) -> Bool { left.name == right.name }
}

extension RuleDefinition: CustomStringConvertible {
  /// The name of the rule.
  public var description: String { name }
}

/// All that a rule is made from: the values of its parameters, and the figures of sensor, servo and loop.
@dynamicMemberLookup
public struct RuleSetup: Sendable {
  /// The values of the rule's parameters.
  public var values: RuleValues
  /// The quantity that the rule steers.
  public var steers = ControlVariable.slope
  /// How far a settled dot may be off the target, above 0.
  public var tolerance = Length.centimeters(0.01)
  /// The standard deviation of a reading's noise.
  public var noise = Length.zero
  /// The unit that the sensor rounds readings to; 0 for none.
  public var rounding = Length.zero
  /// The largest error to which readings are in proportion, above 0; beyond it they tell the side alone.
  public var linearRange = Length.centimeters(.infinity)
  /// The figures of the servo's data sheet.
  public var servo = ServoDataSheet()
  /// The time from each reading to the next in seconds, above 0.
  public var frameSeconds = 0.1
  /// The age of a reading in steps, at least 0, as far as it is told.
  public var deadTime = 0

  /// The values for a rule with the parameters `values`, on an ideal servo and an ideal sensor.
  public init(_ values: RuleValues = RuleValues()) {
    self.values = values
  }

  /// The value of a parameter.
  @inlinable
  public subscript<Value>(dynamicMember parameter: KeyPath<RuleParameters, Parameter<Value>>) -> Value {
    get { values[dynamicMember: parameter] }
    set { values[dynamicMember: parameter] = newValue }
  }
}

/// A rule with a definition. A configuration can name it if it stands in ``RuleCatalogue``.
public protocol DefinedRule<Command, Errors>: UpdateRule, Sendable {
  /// The rule's definition.
  static var definition: RuleDefinition { get }

  /// The rule that `setup` makes.
  init(_ setup: RuleSetup)
}
