"""What `kg --help` costs beside a Python that does nothing: median of many runs, one after the other, as a ratio."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15


def main() -> None:
    """Measure and print."""
    commands = {"python -c pass": ["-c", "pass"], "kg --help": ["-m", "kg", "--help"]}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, arguments in commands.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
            seconds[name].append(time.perf_counter() - start)
    base = statistics.median(seconds["python -c pass"])
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:<16} {median * 1000:6.0f} ms   {median / base:5.1f} x")


if __name__ == "__main__":
    main()
