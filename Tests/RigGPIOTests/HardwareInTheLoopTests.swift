import Testing

/// What no test in this package can show: edges as the kernel times them, with both versions of libgpiod.
@Suite struct HardwareInTheLoopTests {
  @Test(
    .disabled(
      "NOT RUN: the tests at pin level need a guest with the kernel's gpio-sim; run Tests/HardwareInTheLoop/run"))
  func `the rig drives real lines of the kernel`() {
    Issue.record("this test is run by Tests/HardwareInTheLoop/run")
  }
}
