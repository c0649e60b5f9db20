"""Kills the program at random moments of collecting and looks at what is left.

    python3 Tests/browser/kills.py [--binary PATH] [--kills N] [--seed S]

On SQLite, and on PostgreSQL where HEADWATER_TEST_POSTGRES names a server. After each kill the
journal must verify and what was acknowledged (exit 0) must be there; at the end everything is
collected again, and the ledger must be the one of a run that nobody killed. The last line says how
many kills were survived.
"""

import argparse
import os
import random
import subprocess
import sys
import time
import uuid

from served import ROOT, Served, sample_sheets

MONTHS = ("2026-09", "2026-10")


def collect(month):
    return ["collect", *sample_sheets(month), "--month", month]


def ledger(served):
    """What the ledger says, in a form that does not depend on when it was made."""
    said = []
    for month in MONTHS:
        for verb in ("suspects", "changes"):
            done = served.command("projects", verb, "--month", month, *served.place)
            said.append(sorted(done.stdout.splitlines()))
    return said


def fresh_database(address):
    """A database of its own on the server of the tests; None for SQLite."""
    if address is None:
        return None
    name = "kills_" + uuid.uuid4().hex[:12]
    subprocess.run(
        ["psql", "--quiet", address, "--command",
         f"CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'"], check=True)
    return address.rsplit("/", 1)[0] + "/" + name


def undisturbed(binary, address):
    """The ledger of a run without a kill, and how long its collections took."""
    with Served(binary, database=fresh_database(address)) as served:
        served.stop()
        began = time.monotonic()
        for month in MONTHS:
            served.command(*collect(month), *served.place)
        seconds = time.monotonic() - began
        return ledger(served), seconds / len(MONTHS)


def survive(binary, address, kills, chance):
    """Kills `kills` collections of one database; returns the faults that were found."""
    expected, seconds = undisturbed(binary, address)
    faults, struck = [], 0
    with Served(binary, database=fresh_database(address)) as served:
        served.stop()
        acknowledged = set()
        for number in range(kills):
            month = chance.choice(MONTHS)
            moment = chance.uniform(0, seconds * 1.1)
            running = subprocess.Popen(
                [served.binary, *collect(month), *served.place], cwd=ROOT,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                running.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                struck += 1
            if running.returncode == 0:
                acknowledged.add(month)
            verified = served.command("journal", "verify", *served.place, check=False)
            if verified.returncode != 0:
                faults.append(f"kill {number}: the journal: {verified.stderr.strip()}")
            for known in acknowledged:
                done = served.command(
                    "projects", "suspects", "--month", known, *served.place, check=False)
                if done.returncode != 0 or not done.stdout.strip():
                    faults.append(f"kill {number}: acknowledged {known} is gone: {done.stderr}")
        began = time.monotonic()
        served.start()
        restart = time.monotonic() - began
        served.stop()
        if restart > 5:
            faults.append(f"the restart took {restart:.1f} s")
        for month in MONTHS:
            # Files that were taken already are refused as known, the others go in.
            served.command(*collect(month), "--accept-good", *served.place, check=False)
        if ledger(served) != expected:
            faults.append("the ledger differs from that of an undisturbed run")
    print(f"  {struck} of {kills} struck while it ran; restart {restart:.1f} s", flush=True)
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build/debug/headwater"))
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    chance = random.Random(options.seed)
    addresses = [None]
    if os.environ.get("HEADWATER_TEST_POSTGRES"):
        addresses.append(os.environ["HEADWATER_TEST_POSTGRES"])
    faults = []
    for address in addresses:
        print("PostgreSQL" if address else "SQLite", flush=True)
        faults += survive(options.binary, address, options.kills, chance)
    for fault in faults:
        print("  ✗ " + fault)
    survived = options.kills * len(addresses)
    print(f"kills: {survived} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
