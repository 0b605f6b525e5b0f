internal import RealModule

extension LinearLoop {
  /// The loop of plain gradient descent that swings with this `growth` a step (above 0) and this `period` in steps (at
  /// least 2): its gain, and its dead time to the nearest step.
  ///
  /// A swing `zᵏ` with `z = ρ exp(iω)` is one of the loop `e[k+1] = e[k] - g e[k-d]` if `g = zᵈ(1 - z)`. The angle of
  /// the right side has to be 0, so `d = -arg(1 - z) / ω`, and `g = ρᵈ |1 - z|`.
  ///
  /// Source: the characteristic equation of the loop, as in G. F. Franklin, J. D. Powell and M. Workman, *Digital
  /// Control of Dynamic Systems*.
  public init(growth: Double, period: Double) {
    precondition(growth > 0 && period >= 2, "a swing has a size, and changes sides at most at each step")
    let frequency = 2 * .pi / period
    let (real, imaginary) = (1 - growth * .cos(frequency), growth * .sin(frequency))
    let deadTime = max(0, (Double.atan2(y: imaginary, x: real) / frequency).rounded())
    self.init(gain: .pow(growth, deadTime) * .hypot(real, imaginary), deadTime: Int(deadTime))
  }
}
