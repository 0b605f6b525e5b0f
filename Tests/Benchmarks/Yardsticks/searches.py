"""Controllers that are a search for the root of the error, or for the least squared error, and then hold still."""

import os

# One rig after the other is steered, so that threads of a library only get in each other's way.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import warnings

import numpy as np
from greenlet import getcurrent, greenlet
from scipy.optimize import brentq, minimize_scalar


class Search:
    """Turns a search, which calls the function that it searches, into a controller, which is called.

    `search(measure)` returns the slope at which to stay. A reading that is lost is waited for.
    """

    def __init__(self, search):
        self.main = getcurrent()
        self.search = greenlet(lambda: search(self.measure))
        self.slope = 0.0
        self.is_started = False
        self.skipped = False

    def measure(self, slope):
        """The error in cm at `slope`."""
        return self.main.switch(slope)

    def step(self, reading):
        if not self.is_started:
            # The first reading is that of the rest position, which the search did not ask for.
            self.is_started = True
            self.main = getcurrent()
            self.slope = self.search.switch()
        elif not self.search.dead and reading is not None:
            self.main = getcurrent()
            self.slope = self.search.switch(reading)
        return self.slope


def brent(task, **options):
    """scipy's brentq between the ends of the travel."""

    def search(measure):
        try:
            return brentq(measure, task.lowest, task.highest, **options)
        except ValueError:
            # Readings of the same sign at both ends.
            return 0.0

    return Search(search)


def brent_again(task):
    """brentq in a bracket that grows from where the beam stands, down to what the noise lets see, and anew if two
    readings in a row are beyond it."""
    blur = max(5 * task.noise, 0.05)

    def search(measure):
        slope = 0.0
        while True:
            if abs(measure(slope)) <= blur:
                continue
            error = measure(slope)
            if abs(error) <= blur:
                continue
            width, other, beyond = 5 / task.farthest, slope, error
            while beyond * error > 0 and task.lowest < other < task.highest:
                other = min(max(slope - (width if error > 0 else -width), task.lowest), task.highest)
                beyond, width = measure(other), 2 * width
            if beyond * error < 0:
                try:
                    slope = brentq(measure, slope, other, xtol=task.noise / task.farthest + 1e-6)
                except ValueError:
                    # The noise changed the sign of a reading that was all but on the target.
                    slope = other
            else:
                slope = other

    return Search(search)


def minimum(task, **options):
    """scipy's minimize_scalar (bounded) of the squared error."""

    def search(measure):
        found = minimize_scalar(
            lambda slope: measure(slope) ** 2, bounds=(task.lowest, task.highest), method="bounded", options=options)
        return found.x

    return Search(search)


def bayes(task, evaluations, **options):
    """scikit-optimize on the squared error; then the best slope that it tried."""
    from skopt import Optimizer

    warnings.filterwarnings("ignore")

    def search(measure):
        optimizer = Optimizer([(task.lowest, task.highest)], random_state=1, **options)
        for _ in range(evaluations):
            point = optimizer.ask()
            optimizer.tell(point, float(measure(point[0]) ** 2))
        return optimizer.Xi[int(np.argmin(optimizer.yi))][0]

    return Search(search)


def bayes_fixed(task):
    """With a fixed kernel, which is not fitted anew at each step, and few points to begin with."""
    from skopt.learning import GaussianProcessRegressor
    from skopt.learning.gaussian_process.kernels import RBF, ConstantKernel

    process = GaussianProcessRegressor(
        kernel=ConstantKernel(1.0) * RBF(1.0), optimizer=None, normalize_y=True, alpha=1e-6)
    return bayes(
        task, 20, base_estimator=process, n_initial_points=3, acq_func="LCB", acq_optimizer="sampling",
        acq_optimizer_kwargs={"n_points": 500})


CONTROLLERS = {
    "brentq": brent,
    "brentq-tuned": brent_again,
    "minimize_scalar": minimum,
    # The best of 1e-3, 3e-4, 1e-4 and 3e-5, on clean rigs.
    "minimize_scalar-tuned": lambda task: minimum(task, xatol=3e-4),
    "scikit-optimize": lambda task: bayes(task, 20),
    "scikit-optimize-tuned": bayes_fixed,
}
