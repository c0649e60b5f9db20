"""Writes two months of a city's sheets with as many projects as asked: ten files in ten layouts.

usage: make_months.py ROWS FOLDER      ROWS a month, over all ten files; FOLDER/2026-09, FOLDER/2026-10

The projects are those of the sample city's own script, all invented, with three letters to an
investor's core so that there are enough. Of a hundred projects two are reported by a second unit;
in the second month of a hundred eight moved on, two left, two are new. One seed, the same content.
"""
import copy
import itertools
import pathlib
import sys

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Cities/sample"
sys.path.insert(0, str(SAMPLE))
sys.dont_write_bytecode = True  # Nothing is left beside the city, which is shipped as it stands.

import make_sheets as sample  # noqa: E402
import sample_projects  # noqa: E402


def cores(rng):
    """More invented cores than any size needs."""
    letters = sorted(set("".join(sample_projects.CORES)))
    found = ["".join(three) for three in itertools.permutations(letters, 3)]
    rng.shuffle(found)
    return found


def september(city, count):
    rng = city.rng
    projects = {district: [] for district in sample_projects.DISTRICTS}
    districts = itertools.cycle(sample_projects.DISTRICTS)
    doubled = count // 50
    for _ in range(count - doubled):
        district = next(districts)
        projects[district].append(city.project(district))
    everything = [one for group in projects.values() for one in group]
    for one in rng.sample(everything, doubled):
        two = copy.deepcopy(one)
        two.key, two.district = one.key + "b", next(districts)
        if two.district == one.district:
            two.district = next(districts)
        two.investors = [(name, None, entity) for name, _, entity in two.investors]
        projects[two.district].append(two)
    return projects


def october(city, before):
    rng = city.rng
    stages = sample_projects.STAGES
    projects = copy.deepcopy(before)
    for district, rows in projects.items():
        for project in rng.sample(rows, len(rows) * 8 // 100):
            project.received += 500
            place = stages.index(project.stage)
            if 0 < place < len(stages) - 1:
                project.stage = stages[place + 1]
        left = len(rows) * 2 // 100
        del rows[:left]
        rows += [city.project(district) for _ in range(left)]
    return projects


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    city = sample_projects.City()
    city.cores = cores(city.rng)
    first = september(city, count)
    for number, month, projects in ((9, "2026-09", first), (10, "2026-10", october(city, first))):
        files, _, _ = sample.month_files(projects, number)
        place = folder / month
        place.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content)


if __name__ == "__main__":
    main()
