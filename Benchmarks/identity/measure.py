"""Scores and times `headwater companies match` on the names that ../shared/bench/make_names.py writes.

The peer, in the same run on the same core: cosine of TF-IDF over pairs of characters.
Larger registers are made of the real one's pieces: the head of a name, the middle of another,
the tail of a third; queries stay the same.
"""

import csv
import json
import math
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "bench"
OURS = os.environ.get("HEADWATER", str(ROOT / ".build-release/release/headwater"))
ONE_CORE = ["taskset", "-c", "0"]
# A process of its own, whose small memory hides nothing of the child's.
WATCH = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, file=sys.stderr)
sys.exit(code)
"""


def match(register, queries, out, limit=10):
    """Seconds to index, seconds to answer, peak MB; the answers go into `out`."""
    words = [OURS, "companies", "match", "--register", register, "--queries", queries]
    with open(out, "w", encoding="utf-8") as sink:
        run = subprocess.run(
            [sys.executable, "-c", WATCH, *ONE_CORE, *words, "--limit", str(limit)], stdout=sink,
            stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    index, answer = (float(x) for x in re.findall(r"in ([\d.e-]+) s", run.stderr))
    return index, answer, float(run.stderr.split("\n")[-2])


def score(folder, *words):
    out = subprocess.run(
        [sys.executable, SHARED / "score_names.py", folder, *words, "--json"], capture_output=True,
        text=True, check=True)
    return json.loads(out.stdout)


def peer(folder, out):
    from sklearn.feature_extraction.text import TfidfVectorizer
    with open(folder / "register.csv", encoding="utf-8") as table:
        names = [row["name"] for row in csv.DictReader(table)]
    queries = (folder / "queries.txt").read_text(encoding="utf-8").split("\n")[:-1]
    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    known = grams.fit_transform(names).T.tocsr()
    started = time.perf_counter()
    with open(out, "w", encoding="utf-8") as sink:
        for start in range(0, len(queries), 500):
            part = queries[start:start + 500]
            rows = (grams.transform(part) @ known).toarray()
            best = rows.argsort(axis=1)[:, ::-1][:, :10]
            for query, places in zip(part, best):
                sink.write(json.dumps(
                    {"query": query, "candidates": [names[place] for place in places]}) + "\n")
    return len(queries) / (time.perf_counter() - started)


def larger(names, count, path):
    pick = random.Random(20261120)
    made = dict.fromkeys(names)
    while len(made) < count:
        head, middle, tail = (pick.choice(names) for _ in range(3))
        made[head[:2] + middle[2:5] + tail[5:]] = None
    with open(path, "w", encoding="utf-8") as table:
        table.write("id,name\n")
        for number, name in enumerate(list(made)[:count], 1):
            table.write(f'{number},"{name}"\n')


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    subprocess.run([sys.executable, SHARED / "make_names.py", folder], check=True,
                   stdout=subprocess.DEVNULL)
    answers = folder / "answers.jsonl"
    register, queries = str(folder / "register.csv"), str(folder / "queries.txt")
    count = len((folder / "queries.txt").read_text(encoding="utf-8").split("\n")) - 1
    speeds = [count / match(register, queries, answers)[1] for _ in range(3)]
    ours = score(folder, answers)
    other = folder / "peer.jsonl"
    theirs_speed = peer(folder, other)
    theirs = score(folder, other)
    print(f"{'slice':16} {'n':>5} {'recall@1':>8} {'recall@5':>8} {'peer @1':>8}")
    for name, row in ours.items():
        print(f"{name:16} {row['n']:5} {row['r1']:8.3f} {row['r5']:8.3f} {theirs[name]['r1']:8.3f}")
    pairs = folder / "pairs.jsonl"
    with open(pairs, "w", encoding="utf-8") as sink:
        subprocess.run([OURS, "companies", "match", "--pairs", folder / "pairs.csv"], stdout=sink,
                       check=True)
    for name, row in score(folder, "--pairs", pairs).items():
        if name != "threshold":
            print(f"pairs {name:12} precision {row['p']:.3f} recall {row['r']:.3f} F1 {row['f']:.3f}")
    ratio = statistics.median(speeds) / theirs_speed
    print(f"queries a second, one core: {statistics.median(speeds):,.0f}"
          f" beside {theirs_speed:,.0f} of TF-IDF, ratio {ratio:.1f}")
    with open(register, encoding="utf-8") as table:
        names = [row["name"] for row in csv.DictReader(table)]
    print(f"{'names':>9} {'index s':>8} {'queries/s':>10} {'peak MB':>8}")
    sizes = []
    for size in (10_000, 100_000, 1_000_000):
        larger(names, size, folder / "larger.csv")
        runs = [match(str(folder / "larger.csv"), queries, answers, limit=5) for _ in range(3)]
        index, answer, memory = (statistics.median(column) for column in zip(*runs))
        sizes.append((index, memory))
        print(f"{size:9,} {index:8.3f} {count / answer:10,.0f} {memory:8.0f}")
    exponents = [math.log10(sizes[-1][k] / sizes[-2][k]) for k in (0, 1)]
    print(f"exponent of the last decade: index {exponents[0]:.2f}, memory {exponents[1]:.2f}")


main()
