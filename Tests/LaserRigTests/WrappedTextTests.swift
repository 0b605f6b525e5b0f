import Testing

@testable import RigReports
@testable import laserrig

@Suite struct WrappedTextTests {
  @Test func `words go on under the first`() {
    #expect("the noise keeps it out".wrapped(to: 14, after: ". ") == [". the noise", "  keeps it out"])
    #expect("it fits".wrapped(to: 80) == ["it fits"])
    #expect("two  spaces stay".wrapped(to: 11) == ["two  spaces", "stay"])
  }

  @Test func `a long word has a line, and no empty one before it`() {
    #expect("learningRate 0.5".wrapped(to: 8, after: "best  ") == ["best  learningRate", "      0.5"])
    #expect("".wrapped(to: 8, after: "> ") == ["> "])
  }
}
