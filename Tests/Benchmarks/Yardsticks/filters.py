"""Controllers that estimate distance and target by filterpy, and point at the target."""

import numpy as np
from filterpy.kalman import KalmanFilter
from filterpy.leastsq import LeastSquaresFilter


class Kalman:
    """A Kalman filter of the distance and of the target's height: the error is distance × slope - height.

    The first guess of the distance is the farthest wall, so that the first move overshoots none.
    """

    def __init__(self, task, is_tuned):
        self.task = task
        self.slope = 0.0
        self.filter = KalmanFilter(dim_x=2, dim_z=1)
        self.filter.x = np.array([[task.farthest], [0.0]])
        if is_tuned:
            self.filter.P = np.diag([task.farthest**2, 100.0**2])
            self.filter.Q = np.zeros((2, 2))
            self.filter.R = np.array([[max(task.noise, 1e-3) ** 2]])

    def step(self, reading):
        if reading is None:
            return self.slope
        self.filter.predict()
        self.filter.update(reading, H=np.array([[self.slope, -1.0]]))
        distance, height = self.filter.x[0, 0], self.filter.x[1, 0]
        distance = min(max(distance, self.task.nearest), self.task.farthest)
        self.slope = min(max(height / distance, self.task.lowest), self.task.highest)
        return self.slope


class RampAndGo:
    """A least-squares filter of the first order on a ramp of even moves, whose rate of change is the distance; then one
    of order 0 on the target's height, which is pointed at."""

    def __init__(self, task, moves, reach):
        self.task = task
        self.move = reach / task.farthest
        self.moves = moves
        self.ramp = LeastSquaresFilter(dt=self.move, order=1)
        self.height = LeastSquaresFilter(dt=1, order=0)
        self.distance = None
        self.slope = 0.0

    def step(self, reading):
        if reading is None:
            return self.slope
        if self.distance is None:
            error, change = self.ramp.update(reading)
            if self.ramp.n <= self.moves:
                self.slope += self.move
                return self.slope
            self.distance = min(max(change, self.task.nearest), self.task.farthest)
            height = self.distance * self.slope - error
        else:
            (height,) = self.height.update(self.distance * self.slope - reading)
        self.slope = min(max(height / self.distance, self.task.lowest), self.task.highest)
        return self.slope


CONTROLLERS = {
    "filterpy-kalman": lambda task: Kalman(task, is_tuned=False),
    "filterpy-kalman-tuned": lambda task: Kalman(task, is_tuned=True),
    "filterpy-least-squares": lambda task: RampAndGo(task, moves=10, reach=1),
    # The best of 1, 2, 4 and 8 moves of 1, 3 and 10 cm on the farthest wall, on clean rigs.
    "filterpy-least-squares-tuned": lambda task: RampAndGo(task, moves=2, reach=10),
}
