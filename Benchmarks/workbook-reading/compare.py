"""Times bench-tables and calamine on the same files, in turn, each in processes of their own.

Calamine's time ends when its own rows are read; turning them into Python's is not counted.
"""

import math
import os
import statistics
import subprocess
import sys

OURS = os.environ["BENCH_TABLES"]
PEER = """
import sys, time
from python_calamine import CalamineWorkbook
start = time.perf_counter()
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
print(time.perf_counter() - start, sum(sheet.total_height for sheet in sheets))
"""


def ours(path):
    out = subprocess.run([OURS, "read", "1", path], capture_output=True, text=True, check=True)
    seconds, memory, cells = out.stdout.split()
    return float(seconds), int(memory), int(cells)


def peer(path):
    out = subprocess.run(
        [sys.executable, "-c", PEER, path], capture_output=True, text=True, check=True)
    return float(out.stdout.split()[0])


def main(folder):
    medians = {}
    print(f"{'rows':>7} {'cells':>9} {'ours s':>8} {'calamine s':>10} {'ratio':>6} {'peak MiB':>8}")
    for rows in (1_000, 10_000, 100_000):
        path = os.path.join(folder, f"{rows}.xlsx")
        times, others, memory, cells = [], [], 0, 0
        for _ in range(7):
            seconds, used, cells = ours(path)
            times.append(seconds)
            memory = max(memory, used)
            others.append(peer(path))
        mine, theirs = statistics.median(times), statistics.median(others)
        medians[rows] = mine
        print(f"{rows:>7} {cells:>9} {mine:>8.4f} {theirs:>10.4f} {mine / theirs:>6.2f} {memory:>8}")
    grows = math.log10(medians[100_000] / medians[10_000])
    print(f"cost grows with rows to the power {grows:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
