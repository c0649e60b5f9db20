"""Times the walk of a month at three sizes a decade apart, each command in a process of its own.

usage: measure.py [--binary PATH] [--rows N,N,N] [--runs N]

Seconds by the clock and, for commands, of the processor: on a shared machine only these stay the
same from run to run (PostgreSQL's own work is not among them). First page: from the start of
`headwater serve` to the whole answer. Memory: resident, two seconds after the first page, nothing
else asked. Pages: at the server, signed in, the month with all its projects. Every run gets a data
folder or a database of its own.
"""
import argparse
import math
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests/browser"))

from served import ROOT, Served  # noqa: E402

MONTHS = ["2026-09", "2026-10"]
PAGES = ["", "projects", "suspects/2026-10", "changes/2026-10", "dispatch/2026-10"]


class Databases:
    """Fresh databases on the server of an address, dropped at the end; none for SQLite."""

    def __init__(self, address):
        self.address, self.made = address, []

    def new(self):
        if self.address is None:
            return None
        self.made.append("bench_" + uuid.uuid4().hex[:12])
        self.psql(f"CREATE DATABASE {self.made[-1]} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        return self.address.rsplit("/", 1)[0] + "/" + self.made[-1]

    def drop(self):
        while self.made:
            self.psql(f"DROP DATABASE {self.made.pop()}")

    def psql(self, command):
        subprocess.run(["psql", "--quiet", self.address, "--command", command], check=True)


def seconds(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def pages(city, found):
    """Opens each page as the deputy director of the headquarters does and notes the seconds."""
    opener = city.signed_in()
    for page in PAGES:
        address = f"{city.address}/c/990100/{page}"
        times = [seconds(lambda: opener.open(address).read()) for _ in range(3)]
        found.setdefault("page /" + page, []).append(statistics.median(times))


def walk(binary, sheets, databases, found):
    """One city through two months."""
    city = Served(binary, database=databases.new())
    try:
        city.fill()
        for month in MONTHS:
            files = sorted(str(file) for file in (sheets / month).iterdir())
            for name, words in [
                (f"collect {month}", ["collect", *files]), ("suspects", ["projects", "suspects"]),
                ("changes", ["projects", "changes"]),
            ]:
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                spent = seconds(
                    lambda: city.command(*words, "--month", month, *city.place))
                used = resource.getrusage(resource.RUSAGE_CHILDREN)
                if month == MONTHS[1] or name.startswith("collect"):
                    found.setdefault(name, []).append(spent)
                    found.setdefault(name + ", CPU", []).append(
                        used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime)
        city.start()
        found.setdefault("first page", []).append(city.start_seconds)
        time.sleep(2)
        found.setdefault("memory MB", []).append(city.resident_megabytes())
        pages(city, found)
    finally:
        city.__exit__()
        databases.drop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build-release/release/headwater"))
    parser.add_argument("--rows", default="200,2000,20000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    sizes = [int(size) for size in options.rows.split(",")]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="headwater-bench-"))
    try:
        for size in sizes:
            subprocess.run(
                [sys.executable, HERE / "make_months.py", str(size), folder / str(size)],
                check=True)
        for address in filter(None, ["SQLite", os.environ.get("HEADWATER_TEST_POSTGRES")]):
            report(options, sizes, folder, None if address == "SQLite" else address)
    finally:
        shutil.rmtree(folder)


def report(options, sizes, folder, address):
    """Runs every size on one database and prints its table."""
    medians = {}
    for size in sizes:
        found = {}
        for _ in range(options.runs):
            walk(options.binary, folder / str(size), Databases(address), found)
        for name, values in found.items():
            medians.setdefault(name, []).append(statistics.median(values))
    print(f"{'PostgreSQL' if address else 'SQLite':<24}"
          + "".join(f"{size:>9}" for size in sizes) + "  grows with rows to the power")
    for name, values in medians.items():
        grows = ""
        if len(values) > 1 and not name.startswith(("memory", "first")):
            power = math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2])
            grows = f"{power:>8.2f}"
        print(f"{name:<24}" + "".join(f"{value:>9.3f}" for value in values) + grows, flush=True)


if __name__ == "__main__":
    main()
