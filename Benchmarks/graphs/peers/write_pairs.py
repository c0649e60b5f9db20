"""Writes the graph of chain-knowledge-graph as lines of two names, tab separated, each pair once.

Usage: write_pairs.py DATA OUT. Writes OUT/pairs.tsv and, with every tenth and every hundredth of
its lines, OUT/pairs-10.tsv and OUT/pairs-100.tsv.
"""
import gzip
import json
import pathlib
import sys


def rows(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
pairs = [(r["from_entity"], r["to_entity"]) for r in rows(data, "product_product")]
pairs += [(r["company_code"][:6], r["product_name"]) for r in rows(data, "company_product")]
# Six names hold a tab or a line feed; written as in C they stay distinct.
escapes = {9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\"}
pairs = [(a.translate(escapes), b.translate(escapes)) for a, b in pairs]
pairs = list(dict.fromkeys(pairs))
nodes = {name for pair in pairs for name in pair}
assert (len(nodes), len(pairs)) == (99_392, 163_313), (len(nodes), len(pairs))
for part, name in [(1, "pairs"), (10, "pairs-10"), (100, "pairs-100")]:
    text = "".join(f"{a}\t{b}\n" for a, b in pairs[::part])
    (out / f"{name}.tsv").write_text(text, encoding="utf-8", newline="")
