"""igraph on a file of pairs: seconds of load, PageRank, 1,000 walks to depth 3, components.

Usage: igraph_times.py PAIRS [RANKS]. Each is the best of three; where igraph has several ways, the
fastest that gives the same is taken. Prints one object of JSON.
"""
import json
import sys
import time

import igraph


def best(work, times=3):
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds), result


def tuples():
    with open(sys.argv[1], encoding="utf-8") as lines:
        return igraph.Graph.TupleList(
            (line.rstrip("\n").split("\t") for line in lines), directed=True)


def numbered():
    numbers, edges = {}, []
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            a, b = line.rstrip("\n").split("\t")
            edges.append((numbers.setdefault(a, len(numbers)), numbers.setdefault(b, len(numbers))))
    return igraph.Graph(len(numbers), edges, directed=True, vertex_attrs={"name": list(numbers)})


load_tuples, graph = best(tuples)
load_numbered, graph = best(numbered)
starts = range(0, graph.vcount(), max(1, graph.vcount() // 1000))[:1000]
rank, ranks = best(lambda: graph.pagerank(damping=0.85), 5)
walk_out, sizes_out = best(lambda: graph.neighborhood_size(starts, order=3, mode="out"), 5)
walk_both, sizes_both = best(lambda: graph.neighborhood_size(starts, order=3, mode="all"))
list_out, _ = best(lambda: graph.neighborhood(starts, order=3, mode="out"))
list_both, _ = best(lambda: graph.neighborhood(starts, order=3, mode="all"))
parts, components = best(lambda: graph.connected_components(mode="weak"), 5)
print(json.dumps({
    "nodes": graph.vcount(), "edges": graph.ecount(), "components": len(components),
    "reachedOut": sum(sizes_out), "reachedBoth": sum(sizes_both),
    "load": min(load_tuples, load_numbered), "loadTuples": load_tuples, "rank": rank,
    "walkOut": walk_out, "walkBoth": walk_both, "listOut": list_out, "listBoth": list_both,
    "parts": parts}))
if len(sys.argv) > 2:
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for name, value in zip(graph.vs["name"], ranks):
            out.write(f"{name}\t{value!r}\n")
