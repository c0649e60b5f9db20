"""Kills the program at random moments of importing and collecting and looks at what is left.

    python3 Tests/browser/kills.py [--binary PATH] [--kills N] [--seed S]

On SQLite, and on PostgreSQL where HEADWATER_TEST_POSTGRES names a server. Each trial takes an empty
city, imports the earlier year and collects two months of ten sheets; the command that runs at a
random moment is killed. Then the server must answer within five seconds, the journal must verify,
and what was reported as saved must be there and be known; the same command again, and those after
it, must give the ledger and the suspicions of a run that nobody killed. The last line says how many
kills were survived.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid

from served import ROOT, Served, sample_sheets

MONTHS = ["2026-09", "2026-10"]
NAMES = ["import", *MONTHS]
JOBS = [["import", "projects", str(ROOT / "Cities/sample/sheets/ledger-2025.xlsx")]] + [
    ["collect", *sample_sheets(month), "--month", month] for month in MONTHS]
LIST = ["projects", "list", "--limit", "100000"]


class Trials:
    """One city with its people and nothing else, copied for each trial."""

    def __init__(self, binary, address):
        self.address, self.bases = address, []
        self.base = Served(binary, database=self.database())
        self.base.fill()

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
    """What the ledger says of each project and the check of each month, without drawn names."""
    months = [["projects", "suspects", "--month", month] for month in MONTHS]
    told = []
    for words in [LIST, *months]:
        for line in trial.command(*words, *trial.place).stdout.splitlines():
            fact = json.loads(line)
            del fact["id"]
            told.append(json.dumps(fact, ensure_ascii=False))
    return sorted(told)


def project_count(trial):
    return len(trial.command(*LIST, *trial.place).stdout.splitlines())


def strike(trial, seconds):
    """Does the jobs and kills the one that runs after `seconds`. Returns how many were done, and
    of the one that was killed the files it called saved, with the count of their new projects."""
    end = time.monotonic() + seconds
    log = trial.folder / "job.log"
    for number, job in enumerate(JOBS):
        with open(log, "wb") as said:
            running = subprocess.Popen(
                [trial.binary, *job, *trial.place], cwd=ROOT, stdout=subprocess.DEVNULL,
                stderr=said)
            try:
                running.wait(timeout=max(0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        if running.returncode == 0:
            continue
        if running.returncode != -signal.SIGKILL:
            raise SystemExit(f"{job[0]}: exit {running.returncode}\n{log.read_text()}")
        text = log.read_bytes().decode("utf-8", errors="replace")
        found = re.findall(r"^(.+): \d+ rows, (\d+) new, saved\n", text, re.MULTILINE)
        return number, {file: int(new) for file, new in found}
    return len(JOBS), {}


def examine(trial, done, saved, before, expected):
    """The faults that are left after a kill; `before` are the counts of projects by jobs done."""
    faults = []
    trial.start()
    trial.stop()
    if trial.start_seconds > 5:
        faults.append(f"the start took {trial.start_seconds:.1f} s")
    verified = trial.command("journal", "verify", *trial.place, check=False)
    if verified.returncode != 0:
        faults.append(f"the journal: {verified.stderr.strip()}")
    there, acknowledged = project_count(trial), before[done] + sum(saved.values())
    if there < acknowledged:
        faults.append(f"{acknowledged} projects were acknowledged, {there} are there")
    for number, job in enumerate(JOBS[done:]):
        again = trial.command(*job, *trial.place, check=False)
        if again.returncode != 0:
            faults.append(f"the same command again: {again.stderr.strip()[-400:]}")
        for file in saved if number == 0 else ():
            if f"{file}: 这份表收过了" not in again.stderr:
                faults.append(f"{pathlib.Path(file).name} was saved and is not known")
    if ledger(trial) != expected:
        faults.append("the ledger differs from that of an undisturbed run")
    return faults


def undisturbed(trials):
    """The seconds of the jobs, the counts of projects after each, and the ledger in the end."""
    trial = trials.trial()
    counts, seconds = [project_count(trial)], 0
    for job in JOBS:
        began = time.monotonic()
        trial.command(*job, *trial.place)
        seconds += time.monotonic() - began
        counts.append(project_count(trial))
    expected = ledger(trial)
    trials.drop(trial)
    return seconds, counts, expected


def survive(binary, address, kills, chance):
    """`kills` trials on one database; returns the faults that were found."""
    trials = Trials(binary, address)
    faults, struck, partly, starts = [], [0] * (len(JOBS) + 1), 0, []
    try:
        seconds, counts, expected = undisturbed(trials)
        for number in range(kills):
            trial = trials.trial()
            done, saved = strike(trial, chance.uniform(0, seconds))
            struck[done] += 1
            partly += len(saved) > 0
            faults += [
                f"kill {number}: {one}"
                for one in examine(trial, done, saved, counts, expected)]
            starts.append(trial.start_seconds)
            trials.drop(trial)
    finally:
        trials.close()
    hits = ", ".join(f"{count} in {name}" for count, name in zip(struck, NAMES))
    print(f"  {hits}, {struck[-1]} too late; {partly} between two sheets; undisturbed"
          f" {seconds:.1f} s, {counts[-1]} projects, restarts up to {max(starts):.2f} s",
          flush=True)
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
