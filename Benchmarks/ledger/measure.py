"""Times the pages of a ledger at sizes a decade apart, asked of the served program.

usage: measure.py [--binary PATH] [--projects N,N] [--asked N] [--load SECONDS] [--rate N]

Milliseconds at the client on the same machine, one request at a time over one open connection:
median and the slowest of a hundredth of those asked. Signed in as the headquarters (sees the city),
as a district (sees its own) and as a department (sees what it is assigned to). Then, with --load,
a mix of all readers at a steady rate, each answer timed from the moment it was due.
"""
import argparse
import asyncio
import http.client
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "Tests/browser"), str(HERE.parent / "collecting")]

from measure import Databases  # noqa: E402
from served import CODE, ROOT, Served, processor  # noqa: E402

READERS = ["headquarters", "dongyu", "reform"]
# {} stands for one of the projects that the reader sees.
PAGES = {
    "list": "projects",
    "list by unit": "projects?unit=dongyu",
    "list by stage reported": "projects?stage=%E7%AD%BE%E7%BA%A6",
    "list by stage confirmed": "projects?reached=operating",
    "list by class": "projects?class=open",
    "list by standing": "projects?standing=paused",
    "list by chain": "projects?chain=%E7%94%9F%E7%89%A9%E5%8C%BB%E8%8D%AF",
    "list by total": "projects?least=10",
    "list by month": "projects?round=2026-10",
    "list by an old month": "projects?round=2018-05",
    "list by a field": "projects?f-construction=new",
    "list by several": "projects?unit=dongyu&reached=signed&class=build&standing=active"
                       "&chain=%E7%8E%B0%E4%BB%A3%E7%89%A9%E6%B5%81&least=1",
    "list by a name": "projects?q=%E9%9D%92%E7%80%9A%E8%BD%B4%E6%89%BF",
    "list by a common word": "projects?q=%E4%BA%A7%E4%B8%9A%E5%9B%AD",
    "list, largest first": "projects?sort=total",
    "list by name": "projects?sort=name",
    "list by signing": "projects?sort=signed&stage=%E7%AD%BE%E7%BA%A6",
    "list, page 100": "projects?page=100",
    "board": "projects/board",
    "project": "projects/{}",
    "project's history": "projects/{}/history",
    "project's money": "projects/{}/money",
    "project's record": "projects/{}/fields",
    "receipts": "receipts",
    "receipts of a month": "receipts?month=2026-10",
    "receipts waiting": "receipts?view=inbox",
    "events waiting": "events",
    "suspicions": "suspects/2026-10",
    "meeting": "dispatch/2026-10",
    "orders": "orders",
    "leads": "leads",
    "twin of the list": "api/v1/projects?limit=50",
    "twin of the project": "api/v1/projects/{}",
}
# What the load is made of: more lists and projects than the rest.
MIX = (["list", "list by unit", "list by stage confirmed", "list by a name", "list by several",
        "twin of the list", "project's history", "project's money", "receipts of a month"]
       + ["project", "twin of the project"] * 3)


class Reader:
    """One person, signed in once, over one connection."""

    def __init__(self, city, login):
        jar = [handler for handler in city.signed_in(login).handlers
               if hasattr(handler, "cookiejar")][0].cookiejar
        self.headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar)}
        self.place = city.address.removeprefix("http://")
        self.connection = http.client.HTTPConnection(self.place)
        found = []
        for page in ("projects", "projects?page=2"):
            found += re.findall(r"/projects/(P[0-9A-Z]{19})\"", self.get(page)[1])
        self.projects = list(dict.fromkeys(found))

    def get(self, page):
        self.connection.request("GET", f"/c/{CODE}/{page}", headers=self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def path(self, name, turn):
        return PAGES[name].format(self.projects[turn % len(self.projects)])


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def pages(city, asked, found):
    """Times each page for each reader."""
    for login in READERS:
        reader = Reader(city, login)
        for name in PAGES:
            times = []
            for turn in range(asked + 1):
                began = time.monotonic()
                status, _ = reader.get(reader.path(name, turn))
                times.append(1_000 * (time.monotonic() - began))
                if status != 200 or sum(times) > 10_000:
                    break
            if status == 200:
                # The first prepares the statement.
                times = times[1:] or times
                found.setdefault((login, name), []).append(
                    (statistics.median(times), percentile(times, 0.99)))


async def asker(reader, jobs, times, wrong):
    """Asks what is due over one connection until there is nothing more."""
    host, port = reader.place.split(":")
    stream, sink = await asyncio.open_connection(host, int(port))
    while (job := await jobs.get()) is not None:
        due, path = job
        sink.write(f"GET /c/{CODE}/{path} HTTP/1.1\r\nHost: {reader.place}\r\n"
                   f"Cookie: {reader.headers['Cookie']}\r\n\r\n".encode())
        head = await stream.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        await stream.readexactly(int(length[1]))
        times.append(1_000 * (time.monotonic() - due))
        if not head.startswith(b"HTTP/1.1 200"):
            wrong.append(path)
    sink.close()


async def load(city, rate, seconds):
    """A steady stream of requests, however long the answers take."""
    jobs, times, wrong, askers = [], [], [], []
    readers = [Reader(city, login) for login in READERS]
    for reader in readers:
        queue = asyncio.Queue()
        jobs.append(queue)
        askers += [asyncio.create_task(asker(reader, queue, times, wrong)) for _ in range(16)]
    began = time.monotonic()
    for turn in range(rate * seconds):
        due = began + turn / rate
        if due > time.monotonic():
            await asyncio.sleep(due - time.monotonic())
        which = turn % len(readers)
        name = MIX[turn // len(readers) % len(MIX)]
        jobs[which].put_nowait((due, readers[which].path(name, turn)))
    for queue in jobs:
        for _ in range(16):
            queue.put_nowait(None)
    await asyncio.gather(*askers)
    return times, wrong, time.monotonic() - began


def loaded(city, options):
    """One line of what a steady load met."""
    server, own = processor(city.server.pid), time.process_time()
    times, wrong, took = asyncio.run(load(city, options.rate, options.load))
    server, own = processor(city.server.pid) - server, time.process_time() - own
    return (f"{len(times) / took:.0f} requests/s: median {statistics.median(times):.1f} ms, "
            f"p99 {percentile(times, 0.99):.1f} ms, slowest {max(times):.0f} ms; not answered "
            f"with 200: {len(wrong)}; cores used: server {server / took:.2f}, "
            f"asker {own / took:.2f}")


def filled(options, projects, address):
    """A served city with so many projects."""
    databases = Databases(address)
    plain, city = Served(options.binary), Served(options.binary, database=databases.new())
    try:
        plain.fill()
        subprocess.run([sys.executable, HERE / "make_ledger.py",
                        plain.data / "headwater.sqlite", str(projects)], check=True)
        backup = plain.folder / "ledger.backup"
        plain.command("backup", str(backup), *plain.place, within=7_200)
        (plain.data / "headwater.sqlite").unlink()
        city.people = plain.people
        city.data.mkdir()
        if (plain.data / "assets").is_dir():
            (plain.data / "assets").rename(city.data / "assets")
        city.command("restore", str(backup), *city.place, within=7_200)
        if address:
            # As its own cleaning does by and by.
            subprocess.run(
                ["psql", "--quiet", city.place[-1], "--command", "VACUUM ANALYZE"], check=True)
    finally:
        plain.__exit__()
    return city, databases


def report(options, sizes, address):
    """Every size on one database, then its table."""
    kind = "PostgreSQL" if address else "SQLite"
    medians, slowest, loads = {}, {}, []
    for size in sizes:
        city, databases = filled(options, size, address)
        try:
            city.start()
            found = {}
            pages(city, options.asked, found)
            for key, values in found.items():
                medians.setdefault(key, {})[size] = values[0][0]
                slowest[key] = values[0][1]
            if options.load:
                loads.append(f"{kind}, {size} projects, {loaded(city, options)}")
        finally:
            city.__exit__()
            databases.drop()
    print_table(kind, sizes, medians, slowest)
    print("\n".join(loads), flush=True)


def print_table(kind, sizes, medians, slowest):
    print(f"{kind + ', ms':<40}" + "".join(f"{size:>10}" for size in sizes)
          + "       p99  grows with projects to the power")
    for (login, name), values in medians.items():
        line = "".join(f"{values.get(size, math.nan):>10.1f}" for size in sizes)
        grows = ""
        if len(sizes) > 1 and all(size in values for size in sizes[-2:]):
            power = math.log(values[sizes[-1]] / values[sizes[-2]])
            grows = f"{power / math.log(sizes[-1] / sizes[-2]):>8.2f}"
        print(f"{login + ': ' + name:<40}{line}{slowest[login, name]:>10.1f}{grows}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build-release/release/headwater"))
    parser.add_argument("--projects", default="1000,10000,100000")
    parser.add_argument("--asked", type=int, default=20)
    parser.add_argument("--load", type=int, default=0)
    parser.add_argument("--rate", type=int, default=500)
    options = parser.parse_args()
    sizes = [int(size) for size in options.projects.split(",")]
    for address in filter(None, ["SQLite", os.environ.get("HEADWATER_TEST_POSTGRES")]):
        report(options, sizes, None if address == "SQLite" else address)


if __name__ == "__main__":
    main()
