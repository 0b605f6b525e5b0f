"""Controllers with a fixed law: a PID, and the adaptive gain of visual servoing."""

import math

from simple_pid import PID


class SimplePID:
    """simple-pid, whose output is the dot's height in cm on the farthest wall."""

    def __init__(self, task, **gains):
        self.task = task
        limits = (task.lowest * task.farthest, task.highest * task.farthest)
        self.pid = PID(setpoint=0, sample_time=None, output_limits=limits, **gains)
        self.slope = 0.0

    def step(self, reading):
        if reading is not None:
            self.slope = self.pid(reading, dt=self.task.frameSeconds) / self.task.farthest
        return self.slope


class AdaptiveGain:
    """The gain λ(x) = (λ₀ - λ∞) exp(-s x / (λ₀ - λ∞)) + λ∞ on the error x in m, as a speed, on the farthest wall.

    Source: F. Chaumette and E. Marchand, "Recent results in visual servoing for robotics applications", 2004; ViSP's
    vpAdaptiveGain.
    """

    def __init__(self, task, at_zero, at_infinity, slope_at_zero):
        self.task = task
        self.at_zero, self.at_infinity, self.slope_at_zero = at_zero, at_infinity, slope_at_zero
        self.slope = 0.0

    def step(self, reading):
        if reading is not None:
            span = self.at_zero - self.at_infinity
            gain = span * math.exp(-self.slope_at_zero * abs(reading) / 100 / span) + self.at_infinity
            self.slope -= gain * self.task.frameSeconds * reading / self.task.farthest
            self.slope = min(max(self.slope, self.task.lowest), self.task.highest)
        return self.slope


CONTROLLERS = {
    "simple-pid": SimplePID,
    "simple-pid-tuned": lambda task: SimplePID(task, Kp=0, Ki=PID_RATE),
    # The values of ViSP's own examples.
    "adaptive-gain": lambda task: AdaptiveGain(task, 4, 0.4, 30),
    "adaptive-gain-tuned": lambda task: AdaptiveGain(task, *ADAPTIVE_GAINS),
}

# The best of the tried rates 1, 2, 4, 6, 8, 10 and 12 a second on clean rigs.
PID_RATE = 10
# The best of the tried gains 4, 8, 12 and 16 near the target and 2, 4, 6 and 8 far from it, on clean rigs.
ADAPTIVE_GAINS = (8, 6, 30)
