"""The statistics on the command line, as an analyst types them."""

import csv
import io
import os
import re
import subprocess
import sys

import pytest

from fairplace.__main__ import main
from fairplace.equity.tables import STATISTICS

DEATHS = "area,deaths,pop\n01,3,10\n01,4,10\n02,8,20\n"


@pytest.fixture
def deaths(tmp_path):
    path = tmp_path / "deaths.csv"
    path.write_text(DEATHS)
    return str(path)


def test_every_statistic_is_listed(capsys):
    assert main(["stats", "list"]) == 0

    listed = re.findall(r"^  (\w+) ", capsys.readouterr().out, flags=re.MULTILINE)
    assert [name for name in STATISTICS if name not in listed] == []


def test_a_statistic_is_written_to_the_screen(deaths, capsys):
    assert main(["stats", "rate", deaths, "--by", "area", "--per", "100"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["area"], float(row["value"])) for row in rows] == [("01", 35.0), ("02", 40.0)]


def test_a_statistic_is_written_to_a_file(deaths, tmp_path, capsys):
    assert main(["stats", "rate", deaths, "--by", "area", "--out", str(tmp_path / "out.csv")]) == 0

    assert capsys.readouterr().out == ""
    assert (tmp_path / "out.csv").read_text().startswith('"area","events"')


def test_a_column_is_named(tmp_path, capsys):
    path = tmp_path / "odd.csv"
    path.write_text("area,dead,alive\n01,3,10\n")

    assert (
        main(["stats", "rate", str(path), "--col", "events=dead", "--col", "population=alive", "--per", "1"])
        == 0
    )
    assert "0.3" in capsys.readouterr().out


def test_a_name_may_be_written_with_hyphens(tmp_path, capsys):
    path = tmp_path / "deciles.csv"
    path.write_text("decile,pop,value\n" + "".join(f"{n},10,{n}\n" for n in range(1, 11)))

    assert main(["stats", "slope-index", str(path)]) == 0
    assert "10" in capsys.readouterr().out


@pytest.fixture
def deciles(tmp_path):
    path = tmp_path / "deciles.csv"
    rows = [f"{area},{n},100,{50 + n * step},1" for area, step in (("a", 1), ("b", 2)) for n in range(1, 11)]
    path.write_text("area,decile,pop,value,se\n" + "\n".join(rows) + "\n")
    return str(path)


def test_every_valid_measure_and_a_drawing_come_out_of_a_breakdown(deciles, tmp_path, capsys):
    plot = tmp_path / "gaps.svg"

    assert (
        main(["stats", "summarise", deciles, "--by", "area", "--polarity", "high", "--plot", str(plot)]) == 0
    )

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    slopes = {row["area"]: float(row["value"]) for row in rows if row["measure"] == "slope_index"}
    assert slopes == {"a": pytest.approx(10), "b": pytest.approx(20)}
    assert {row["measure"] for row in rows} >= {"difference", "ratio", "relative_index", "fifths_difference"}
    assert "theil_index" not in {row["measure"] for row in rows}, "It is for subgroups without an order."
    assert plot.read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["ratte", "x.csv"], "no statistic called ratte. Is it rate?"),
        (["rate", "nowhere.csv"], "There is no file nowhere.csv"),
        (["rate", "DEATHS", "--by", "ward"], "no column ward to group by"),
        (["rate", "DEATHS", "--col", "events"], "must be like --col population=pop"),
        (["rate", "DEATHS", "--out", "x.doc"], "must end in"),
        (["summarise", "DEATHS"], "no column subgroup"),
        (["rate", "DEATHS", "--confidence", "0.2"], "between 90% and 100%"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_ends_with_1(arguments, why, deaths, capsys):
    assert main(["stats", *(deaths if one == "DEATHS" else one for one in arguments)]) == 1

    said = capsys.readouterr().err
    assert why in said
    assert said.startswith("fairplace stats: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", STATISTICS)
def test_the_help_of_every_statistic_comes_from_the_register(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["stats", name, "--help"])

    said = capsys.readouterr().out
    statistic = STATISTICS[name]
    assert ended.value.code == 0
    assert statistic.title in said
    assert f"Source: {statistic.source}" in said
    assert all(f"\n  {column} " in said for column in (*statistic.needs, *statistic.may))


def test_the_analysts_half_loads_no_django(deaths):
    code = f"import sys; from fairplace.__main__ import main; main(['stats', 'rate', {deaths!r}]); print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_reads_only_the_first_lines_sees_no_error(unbuffered):
    asked = [sys.executable, "-m", "fairplace", "stats", "list"]
    own = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own) as listing:
        listing.stdout.close()
        said = listing.stderr.read().decode()

    assert (listing.returncode, said) == (0, "")
