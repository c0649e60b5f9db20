#!/usr/bin/env python3
"""Makes the sample city's sheets: two months of ten units in ten layouts, and the ledger of 2025.

usage: make_sheets.py           writes sheets/ beside this file
       make_sheets.py --check   makes them again and compares with what is there; exit code 1 if they differ

Everything in them is invented; sample_projects.py says what, sheet_layouts.py how each unit writes it.
sheets/truth-MONTH.json says what a careful reader finds, also the planted cases. The same script gives the
same content (Python 3.11, requirements.txt): the comparison is of what is in the archives, since two
versions of zlib may pack one text differently.
"""
import csv
import datetime
import io
import json
import pathlib
import re
import sys
import zipfile

import openpyxl

import sample_projects
from sheet_layouts import LAYOUTS, SAMPLE, Page

HERE = pathlib.Path(__file__).resolve().parent / "sheets"
FIELDS = ["name", "investors", "total_fen", "currency", "stage", "agreement", "signed_on",
          "received_fen", "contact", "evidence"]
STAMP = "2026-01-01T00:00:00Z"


def workbook_bytes(book):
    """The archive with fixed times, so that one content has one form."""
    packed = io.BytesIO()
    book.save(packed)
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.encode(), content)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, content)
    return fixed.getvalue()


def new_book():
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "示例市"
    return book


def csv_bytes(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("gb18030")


def record(project, file, place, month, absent):
    """What a careful reader takes from the rows of one project; null where the form has no such field."""
    sheet, row, last = place
    rough = project.district in ("云栖区", "安澜市")
    amount = project.total * 1_000_000
    stated = int(float(project.stated_total) * 10_000_000_000) if project.stated_total else amount
    found = dict(
        id=project.key, project=project.key.rstrip("bp"), district=project.district, name=project.name,
        investors=[dict(name=n, code=c if "code" not in absent else None, entity=e)
                   for n, c, e in project.investors],
        total_fen=stated, currency=project.currency, stage=project.stage, true_stage=project.stage,
        agreement=project.agreement, reported_agreement=project.reported_agreement or project.agreement,
        signed_on=project.signed and project.signed.strftime("%Y-%m" if rough else "%Y-%m-%d"),
        signed_precision=project.signed and ("month" if rough else "day"),
        chain=project.chain, mode=project.mode,
        received_fen=project.received * 1_000_000 or None, contact=project.contact,
        evidence=project.evidence, dropped=project.dropped, file=file, sheet=sheet, row=row, row_end=last)
    if project.stated_total:
        found["true_total_fen"] = amount
    for field in absent:
        if field in found:
            found[field] = None
    if "agreement" in absent:
        found["reported_agreement"] = None
    return found


def month_files(projects, month):
    """File names with their bytes, the records, and the sums that are wrong."""
    files, records, wrong = {}, [], []
    for district, (pattern, layout, absent) in LAYOUTS.items():
        if district == "临泓区" and month == 9:
            absent = absent | {"agreement", "code"}
        file = pattern.format(m=month)
        if file.endswith(".csv"):
            rows = []
            places, sums = layout(rows, projects[district], month)
            files[file] = csv_bytes(rows)
        else:
            book = new_book()
            places, sums = layout(book, projects[district], month)
            files[file] = workbook_bytes(book)
        for project in projects[district]:
            records.append(record(project, file, places[project.key], month, absent))
            records[-1]["absent"] = sorted(absent)
        wrong += [dict(kind="last_row_left_out", rows=[dict(file=file, sheet=s, row=r)], stated=stated,
                       right=right) for s, r, stated, right in sums]
    return files, records, wrong


def ledger_file(rows):
    book = new_book()
    page = Page(book, "2025年")
    page.line(SAMPLE)
    page.line("示例市2025年签约项目台账", bold=True, width=9)
    page.headings(["编号", "区市", "项目名称", "投资方", "统一社会信用代码", "总投资（万元）", "协议类型", "签约日期", "产业链"],
                  {2: 30, 3: 32, 4: 22})
    for number, p in enumerate(rows, 1):
        page.values([f"2025-{number:03}", p.district, p.name, "、".join(i[2] for i in p.investors),
                     p.investors[0][1], p.total, "投资协议", p.signed, p.chain], p)
    return workbook_bytes(book), {key: row for key, (_, row, _) in page.places.items()}


def rows_of(records, keys):
    found = {r["id"]: r for r in records}
    return [dict(file=found[k]["file"], sheet=found[k]["sheet"], row=found[k]["row"]) for k in keys]


def truth(name, files, records, wrong, planted, ledger_rows, changes):
    def single(kind):
        return [dict(id=k, rows=rows_of(records, [k])) for k in planted[kind]]
    return dict(
        month=name, note=SAMPLE, files=list(files), records=records,
        duplicates=[dict(kind=kind, ids=keys, rows=rows_of(records, keys))
                    for kind, keys in planted["duplicates"]],
        must_not_flag=[dict(kind="duplicate", category=kind, ids=keys, rows=rows_of(records, keys))
                       for kind, keys in planted["must_not_flag"]],
        resignings=[dict(id=k, rows=rows_of(records, [k]) + [
            dict(file="ledger-2025.xlsx", sheet="2025年", row=ledger_rows[k])])
            for k in planted["resignings"]],
        framework=single("framework"), no_evidence=single("no_evidence"), unit=single("unit"),
        subtotal=wrong, changes=changes)


def differences(before, after):
    """New, vanished and changed projects between two months' records, by the fields both forms have."""
    one = {r["id"]: r for r in before}
    two = {r["id"]: r for r in after}
    changes = []
    for key in sorted(one.keys() | two.keys()):
        rows = [dict(file=f"{m}/{r[key]['file']}", sheet=r[key]["sheet"], row=r[key]["row"])
                for m, r in (("2026-09", one), ("2026-10", two)) if key in r]
        if key not in one:
            changes.append(dict(kind="new", id=key, rows=rows))
        elif key not in two or two[key]["dropped"]:
            changes.append(dict(kind="vanished", id=key, rows=rows[:1], dropped=key in two))
        else:
            absent = set(one[key]["absent"]) | set(two[key]["absent"])
            fields = [f for f in FIELDS if f not in absent and f != "investors"
                      and one[key][f] != two[key][f]]
            if fields:
                changes.append(dict(kind="changed", id=key, rows=rows, fields=fields))
    return changes


def everything():
    """Every file below sheets/ with its bytes."""
    city, first, planted = sample_projects.september()
    ledger, ledger_rows = ledger_file(sample_projects.ledger_2025(city, first, planted))
    second = sample_projects.october(city, first, planted)
    out = {"ledger-2025.xlsx": ledger}
    before = None
    for number, name, projects in ((9, "2026-09", first), (10, "2026-10", second)):
        files, records, wrong = month_files(projects, number)
        changes = differences(before, records) if before else []
        before = records
        found = truth(name, files, records, wrong, planted, ledger_rows, changes)
        out |= {f"{name}/{file}": content for file, content in files.items()}
        lines = ["{"]
        for key, value in found.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                text = "[\n" + ",\n".join(json.dumps(v, ensure_ascii=False) for v in value) + "]"
            else:
                text = json.dumps(value, ensure_ascii=False)
            lines.append(f"{json.dumps(key)}: {text}" + ("," if key != "changes" else ""))
        out[f"truth-{name}.json"] = ("\n".join(lines) + "\n}\n").encode()
    return out


def content(file, packed):
    if not file.endswith(".xlsx"):
        return packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main():
    made = everything()
    if "--check" in sys.argv[1:]:
        there = {str(p.relative_to(HERE)): p.read_bytes() for p in HERE.rglob("*") if p.is_file()}
        wrong = sorted(made.keys() ^ there.keys())
        wrong += [f for f in sorted(made.keys() & there.keys())
                  if content(f, made[f]) != content(f, there[f])]
        for file in wrong:
            print(f"differs: {file}", file=sys.stderr)
        sys.exit(1 if wrong else 0)
    for file, packed in made.items():
        path = HERE / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed)


if __name__ == "__main__":
    main()
