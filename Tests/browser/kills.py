"""Kills the program at random moments of collecting and looks at what is left.

    python3 Tests/browser/kills.py [--binary PATH] [--kills N] [--seed S]

On SQLite, and on PostgreSQL where HEADWATER_TEST_POSTGRES names a server. Each trial starts from
the same city with its earlier year. After the kill the journal must verify, and a file that was
reported as saved must be known; the same command again must then give the ledger of a run that
nobody killed. The server must answer within five seconds. The last line says how many were
survived.
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time
import uuid

from served import ROOT, Served, sample_sheets

MONTH = "2026-09"
COLLECT = ["collect", *sample_sheets(MONTH), "--month", MONTH]


class Trials:
    """One city with its earlier year, copied for each trial."""

    def __init__(self, binary, address):
        self.address, self.bases = address, []
        self.base = Served(binary, database=self.database())
        self.base.fill()
        ledger = str(ROOT / "Cities/sample/sheets/ledger-2025.xlsx")
        self.base.command("import", "projects", ledger, *self.base.place)

    def database(self, template="template0"):
        """A new database on the server of the tests; None for SQLite."""
        if self.address is None:
            return None
        name = "kills_" + uuid.uuid4().hex[:12]
        self.psql(f"CREATE DATABASE {name} TEMPLATE {template} LOCALE 'C' ENCODING 'UTF8'")
        self.bases.append(name)
        return self.address.rsplit("/", 1)[0] + "/" + name

    def psql(self, command):
        subprocess.run(["psql", "--quiet", self.address, "--command", command], check=True)

    def trial(self):
        copy = Served(self.base.binary, database=self.database(*self.bases[:1]))
        shutil.copytree(self.base.data, copy.data)
        return copy

    def drop(self, trial):
        trial.__exit__()
        if self.address:
            self.psql(f"DROP DATABASE {self.bases.pop()}")

    def close(self):
        self.base.__exit__()
        for name in self.bases:
            self.psql(f"DROP DATABASE {name}")


def ledger(trial):
    """What the check says of the ledger: it names every file and row it rests on."""
    done = trial.command("projects", "suspects", "--month", MONTH, *trial.place)
    return sorted(done.stdout.splitlines())


def strike(trial, seconds):
    """Collects, kills after `seconds`; returns whether it was hit and the files it called saved."""
    log = trial.folder / "collect.log"
    with open(log, "wb") as said:
        running = subprocess.Popen(
            [trial.binary, *COLLECT, *trial.place], cwd=ROOT, stdout=subprocess.DEVNULL,
            stderr=said)
        try:
            running.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    saved = [line.split(": ")[0] for line in lines if line.endswith(", saved")]
    return running.returncode != 0, saved


def examine(trial, saved, expected):
    """The faults that are left after a kill."""
    faults = []
    verified = trial.command("journal", "verify", *trial.place, check=False)
    if verified.returncode != 0:
        faults.append(f"the journal: {verified.stderr.strip()}")
    again = trial.command(*COLLECT, *trial.place, check=False)
    if again.returncode != 0:
        faults.append(f"the same command again: {again.stderr.strip()[-400:]}")
    for file in saved:
        if f"{file}: 这份表收过了" not in again.stderr:
            faults.append(f"{pathlib.Path(file).name} was saved and is not known")
    if ledger(trial) != expected:
        faults.append("the ledger differs from that of an undisturbed run")
    return faults


def survive(binary, address, kills, chance):
    """`kills` trials on one database; returns the faults that were found."""
    trials = Trials(binary, address)
    faults, struck, partly = [], 0, 0
    try:
        undisturbed = trials.trial()
        began = time.monotonic()
        undisturbed.command(*COLLECT, *undisturbed.place)
        seconds = time.monotonic() - began
        expected = ledger(undisturbed)
        undisturbed.start()
        if undisturbed.start_seconds > 5:
            faults.append(f"the start took {undisturbed.start_seconds:.1f} s")
        trials.drop(undisturbed)
        for number in range(kills):
            trial = trials.trial()
            was_hit, saved = strike(trial, chance.uniform(0, seconds))
            struck += was_hit
            partly += 0 < len(saved) < len(sample_sheets(MONTH))
            faults += [f"kill {number}: {one}" for one in examine(trial, saved, expected)]
            trials.drop(trial)
    finally:
        trials.close()
    print(f"  {struck} of {kills} struck, {partly} between two sheets; undisturbed {seconds:.1f} s,"
          f" {len(expected)} suspicions", flush=True)
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
    print(f"kills: {options.kills * len(addresses)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
