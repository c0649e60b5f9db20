"""Ours and igraph in turn, and what came out must be the same.

Usage: compare.py BENCH FOLDER [ROUNDS]: the built bench-graphs, and where write_pairs.py wrote.
"""
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

bench, folder = sys.argv[1], pathlib.Path(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
here = pathlib.Path(__file__).parent
works = ["load", "rank", "walkOut", "walkBoth", "listOut", "listBoth", "parts"]


def run(*command):
    # On busy cores igraph is two to ten times as fast with one thread.
    done = subprocess.run(command, check=True, capture_output=True, text=True,
                          env={**os.environ, "OMP_NUM_THREADS": "1"})
    return json.loads(done.stdout)


def ranks(path):
    with open(path, encoding="utf-8") as lines:
        return dict((n, float(v)) for n, v in (line.rstrip("\n").split("\t") for line in lines))


times = {}
for name in ["pairs-100", "pairs-10", "pairs"]:
    pairs = folder / f"{name}.tsv"
    ours, theirs = [], []
    for _ in range(rounds if name == "pairs" else 3):
        ours.append(run(bench, pairs, folder / "ours.ranks"))
        theirs.append(
            run(sys.executable, here / "igraph_times.py", pairs, folder / "igraph.ranks"))
    for key in ["nodes", "edges", "components", "reachedOut", "reachedBoth"]:
        assert ours[0][key] == theirs[0][key], (key, ours[0][key], theirs[0][key])
    mine, other = ranks(folder / "ours.ranks"), ranks(folder / "igraph.ranks")
    apart = max(abs(mine[n] - other[n]) for n in other)
    relative = max(abs(mine[n] / other[n] - 1) for n in other)
    assert apart < 1e-6 and relative < 1e-6, (apart, relative)
    o = ours[0]
    print(f"{name}: {o['nodes']} nodes, {o['edges']} edges, {o['components']} components, "
          f"reached {o['reachedOut']} along and {o['reachedBoth']} both ways; "
          f"ranks at most {apart:.1e} apart, {relative:.1e} relatively")
    for work in works:
        a, b = (statistics.median(r[work] for r in side) * 1000 for side in (ours, theirs))
        ratios = sorted(x[work] / y[work] for x, y in zip(ours, theirs))
        times.setdefault(work, []).append((o["edges"], a, o))
        print(f"  {work:9} ours {a:9.3f} ms   igraph {b:9.3f} ms   "
              f"ours/igraph {statistics.median(ratios):.3f} ({ratios[0]:.3f}–{ratios[-1]:.3f})")
for work, (small, middle, large) in times.items():
    def exponent(one, other):
        return math.log(other[1] / one[1]) / math.log(other[0] / one[0])
    print(f"{work:9} exponent {exponent(small, middle):.2f} and {exponent(middle, large):.2f}")
