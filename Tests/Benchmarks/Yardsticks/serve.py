"""Steers simulated rigs, of which it sees the readings alone, by a controller of another package.

    serve.py CONTROLLER

Standard input and output take turns, a line each. A line of JSON begins a task: the number of rigs and what a user
knows of them (see Task). Then comes, at each step, a line with a reading for each rig: the error in cm, or `-` where
the dot is not seen; the answer is a line with a slope for each. A task ends where the next one begins.
"""

import json
import sys
from dataclasses import dataclass

import feedback
import filters
import searches

CONTROLLERS = {**feedback.CONTROLLERS, **filters.CONTROLLERS, **searches.CONTROLLERS}


@dataclass(frozen=True)
class Task:
    """What a user knows of the rigs: lengths in cm, slopes as plain numbers."""

    rigs: int
    noise: float
    nearest: float
    farthest: float
    lowest: float
    highest: float
    frameSeconds: float
    tolerance: float


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in CONTROLLERS:
        sys.exit(f"usage: serve.py CONTROLLER, one of {', '.join(CONTROLLERS)}")
    make = CONTROLLERS[sys.argv[1]]
    controllers = []
    for line in sys.stdin:
        if line.startswith("{"):
            task = Task(**json.loads(line))
            controllers = [make(task) for _ in range(task.rigs)]
            continue
        readings = [None if word == "-" else float(word) for word in line.split()]
        slopes = [controller.step(reading) for controller, reading in zip(controllers, readings)]
        print(*(repr(float(slope)) for slope in slopes), flush=True)


if __name__ == "__main__":
    main()
