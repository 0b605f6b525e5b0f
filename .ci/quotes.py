"""Checks what the documentation says that the program prints, by running it.

    quotes.py [--update] [--quick] PROGRAM FILE...

A quote follows a line `$ laserrig …` or `$ swift run laserrig …` in a fenced block; a line `…` in it stands for any
that are left out. `--update` puts in what the program prints now, where only numbers have changed. `--quick` leaves out
`laserrig compare`, which takes minutes without optimisation. Lines of other blocks that begin with `laserrig` or
`swift run laserrig` have to be commands that the program understands, of sweeps with a single trial and few steps; those
that need pins, or a shell's variables, are passed over.
"""

import itertools
import os
import re
import shlex
import subprocess
import sys
import tempfile

GAP = "…"
QUOTE = r"^\$ (swift run )?laserrig"
NEEDS_PINS = ("doctor", "jog", "calibrate")
REFUSED = (64, 78)

options = [word for word in sys.argv[1:] if word.startswith("--")]
program, *files = [word for word in sys.argv[1:] if not word.startswith("--")]
program = os.path.abspath(program)
folder = tempfile.TemporaryDirectory()
os.symlink(os.path.abspath("Config"), os.path.join(folder.name, "Config"))
ran = {}


def run(command):
    """Exit code, output and errors of a command line that begins with `laserrig`."""
    if command not in ran:
        words = shlex.split(command, comments=True)[1:]
        done = subprocess.run([program, *words], cwd=folder.name, capture_output=True, text=True, timeout=1800)
        ran[command] = (done.returncode, [line.rstrip() for line in done.stdout.splitlines()], done.stderr)
    return ran[command]


def skeleton(line):
    """What is left of a line when its numbers may change."""
    return re.sub(r"[-+]?(\d[\d.]*|never|none)(?=\W|$)", "#", " ".join(line.split()))


def segments(lines):
    """The runs of lines between gaps, each with whether a gap comes before it."""
    found, after_gap = [[False, []]], False
    for line in lines:
        if line == GAP:
            found.append([True, []])
        else:
            found[-1][1].append(line)
    return found


def match(quoted, printed, same):
    """The printed lines that stand for the quoted ones, or None and a line at which they part."""
    result, place = [], 0
    for after_gap, lines in segments(quoted):
        if after_gap:
            result.append(GAP)
        if not lines:
            place = len(printed) if after_gap else place
            continue
        last = len(printed) - len(lines) if after_gap else place
        starts = [
            start
            for start in range(place, last + 1)
            if start + len(lines) <= len(printed) and all(same(a, b) for a, b in zip(lines, printed[start:]))
        ]
        if not starts:
            return None, next((line for line in lines if not any(same(line, other) for other in printed)), lines[0])
        # Of several places the one that has changed least.
        start = max(starts, key=lambda start: sum(a == b for a, b in zip(lines, printed[start:])))
        result += printed[start : start + len(lines)]
        place = start + len(lines)
    if place != len(printed):
        return None, printed[place]
    return result, None


def quotes(path, lines):
    """Each quote of a file as (line number, command, range of the quoted lines); checks all other commands."""
    place = 0
    while place < len(lines):
        if not lines[place].startswith("```"):
            place += 1
            continue
        end = next(at for at in range(place + 1, len(lines)) if lines[at].startswith("```"))
        block = lines[place + 1 : end]
        starts = [at for at, line in enumerate(block) if re.match(QUOTE, line)]
        for start, stop in zip(starts, starts[1:] + [len(block)]):
            yield place + 2 + start, re.sub(QUOTE, "laserrig", block[start]), range(place + 2 + start, place + 1 + stop)
        for at, line in enumerate(block):
            command = re.sub(r"^swift run laserrig", "laserrig", line)
            words = shlex.split(command, comments=True) if re.match(r"laserrig( |$)", command) else []
            # What becomes of the output is the shell's business.
            words = list(itertools.takewhile(lambda word: word not in (">", "|"), words))
            command = shlex.join(words)
            if words and words[1:2] != ["compare"] and not (set(words) & set(NEEDS_PINS) or pins(words) or "$" in command):
                if words[1:2] == ["sweep"]:
                    command = shlex.join([*words, "--trials", "1", "--steps", "3", "--quiet"])
                code, _, errors = run(command)
                if code in REFUSED:
                    sys.exit(f"{path}:{place + 2 + at}: {errors.strip()}")
        place = end + 1


def pins(words):
    return "raspberry-pi" in words and "rig.kind=singleAxis" not in words


count = 0
for path in files:
    text = open(path).read()
    lines = text.splitlines()
    changes = []
    for number, command, places in quotes(path, lines):
        if "--quick" in options and command.startswith("laserrig compare"):
            continue
        code, printed, errors = run(command)
        if code in REFUSED:
            sys.exit(f"{path}:{number}: {errors.strip()}")
        quoted = [lines[at].rstrip() for at in places]
        while quoted and not quoted[-1]:
            quoted.pop()
            places = places[:-1]
        found, missing = match(quoted, printed, lambda a, b: a == b)
        if found is None and "--update" in options:
            found, missing = match(quoted, printed, lambda a, b: skeleton(a) == skeleton(b))
        if found is None:
            sys.exit(f"{path}:{number}: `{command}` does not print it so: {missing}")
        changes.append((places, found))
        count += 1
    for places, found in reversed(changes):
        lines[places.start : places.stop] = found
    if "\n".join(lines) + "\n" != text:
        open(path, "w").write("\n".join(lines) + "\n")
print(f"{count} quotes are what the program prints")
