#!/usr/bin/env python3
"""Verifies an exported Headwater journal without Headwater.

    verify_journal.py JOURNAL.jsonl [N:HASH]

N:HASH is the head that was printed into a backup, an export or a paper: without it a tail that was
cut off is not seen. Each line is one entry; its hash is the SHA-256 of nine lines joined by line
feeds: city, number, at (microseconds), by, kind, subjects, body, personal_hash, previous.
"""
import hashlib
import json
import sys

FIELDS = ("city", "number", "at", "by", "kind", "subjects", "body", "personal_hash", "previous")

number, previous, problems = 0, "0" * 64, []
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    number += 1
    text = "\n".join(str(entry[field]) for field in FIELDS)
    if entry["number"] != number:
        problems.append(f"entry {number} is missing, or out of order: found {entry['number']}")
        number = entry["number"]
    if hashlib.sha256(text.encode()).hexdigest() != entry["hash"]:
        problems.append(f"entry {number} was changed")
    if entry["previous"] != previous:
        problems.append(f"entry {number} does not follow the entry before it")
    previous = entry["hash"]
if len(sys.argv) > 2 and sys.argv[2] != f"{number}:{previous}":
    problems.append(f"the journal ends at {number}:{previous}, not at {sys.argv[2]}")
print("\n".join(problems) or f"{number} entries are whole; head {number}:{previous}")
sys.exit(1 if problems else 0)
