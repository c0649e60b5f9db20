"""Headwater on a data folder of its own: filled with the sample city, served, stopped."""

import http.cookiejar
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
CITY = "Cities/sample"
CODE = "990100"
MONTHS = ("2026-09", "2026-10")


def processor(pid):
    """Seconds of the processor that a process used so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Served:
    """One running server. `with Served(binary) as served:` gives its address and its people."""

    def __init__(self, binary, database=None):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="headwater-walk-"))
        self.data = self.folder / "data"
        self.place = ["--city", CITY, "--data", str(self.data)]
        if database:
            self.place += ["--database", database]
        self.server = self.log = None

    def command(self, *words, check=True, within=600):
        """Runs one command of the program, within some seconds, and returns what it did."""
        done = subprocess.run(
            [self.binary, *words], cwd=ROOT, capture_output=True, text=True, timeout=within)
        if check and done.returncode != 0:
            raise SystemExit(f"headwater {' '.join(words)}: exit {done.returncode}\n{done.stderr}")
        return done

    def __enter__(self):
        self.fill()
        self.start()
        return self

    def fill(self):
        """The front-end files and the sample's people."""
        self.data.mkdir()
        assets = ROOT / "data" / "assets"
        if assets.is_dir():
            shutil.copytree(assets, self.data / "assets")
        passwords = self.data / "sample-passwords.txt"
        self.command("sample", *self.place, "--passwords", str(passwords))
        self.people = read_passwords(passwords.read_text(encoding="utf-8"))

    def start(self):
        """Serves on a free port and waits for the first page."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(self.folder / "server.log", "ab")
        began = time.monotonic()
        self.server = subprocess.Popen(
            [self.binary, "serve", *self.place, "--port", str(port)], cwd=ROOT,
            stdout=self.log, stderr=self.log)
        while time.monotonic() - began < 30:
            if self.server.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.address + "/", timeout=5) as answer:
                    answer.read()
                self.start_seconds = time.monotonic() - began
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server does not answer:\n" + self.said())

    def said(self):
        """What the server wrote to its log."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def signed_in(self, login="headquarters"):
        """An opener of addresses for this person, who needs no second factor."""
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        door = f"{self.address}/c/{CODE}/session/new"
        page = opener.open(door).read().decode()
        form = re.search(r"<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?<input[^>]*name=\"password\")",
                         page, re.DOTALL)
        fields = dict(re.findall(
            r"<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"", form[2]))
        fields |= {"login": login, "password": self.people[login]}
        opener.open(urllib.parse.urljoin(door, form[1]), urllib.parse.urlencode(fields).encode())
        return opener

    def resident_megabytes(self):
        """Memory the server holds now."""
        status = pathlib.Path(f"/proc/{self.server.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024

    def stop(self):
        """Asks the server to end, and ends it after twenty seconds."""
        if self.server and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        if self.log:
            self.log.close()

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def read_passwords(text):
    """login → password, from the lines whose first two words are these."""
    people = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) >= 2 and re.fullmatch(r"[a-z0-9][a-z0-9._-]*", words[0]):
            people[words[0]] = words[1]
    return people


def sample_sheets(month):
    """The sample city's sheets of a month, to drop on the page."""
    folder = ROOT / CITY / "sheets" / month
    return sorted(str(path) for path in folder.iterdir() if path.suffix in (".xlsx", ".csv"))


def has(name):
    return shutil.which(name) is not None or os.path.exists("/usr/bin/" + name)
