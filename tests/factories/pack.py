"""A small whole pack, written into a folder, for tests to load and to break."""

from pathlib import Path

FILES = {
    "pack.yaml": """
format: 1
slug: testham
name: Testham
title: Testham, a health equity town
place: E06000001
edition: "2026-11"
updated_on: 2026-11-01
promise: Nobody lives in poverty by 2040.
promise_by: 2040
about: A town made up for tests.
attribution: [Contains test data.]
comparators:
  - {place: E92000001, role: country, why: The whole country.}
default_deprivation: iod2019
""",
    "places.csv": """code,name,kind,parent,vintage,friendly_name
E92000001,England,country,,,
E06000001,Testham,authority,E92000001,LAD 2019,
E01000001,Testham 001A,neighbourhood,E06000001,LSOA 2011,Old Town
E01000002,Testham 001B,neighbourhood,E06000001,LSOA 2011,New Town
""",
    "lookups.csv": """place,kind,code,name,vintage
E01000001,ward,E05000001,Central,2022
""",
    "releases.yaml": """
- code: jobs-2025
  publisher: Office for Tests
  title: Jobs
  edition: "2025"
  dataset: jobs.csv
  licence: Open Government Licence v3.0
  attribution: Contains test data.
  retrieved_on: 2026-11-01
""",
    "framework.yaml": """
edition: "2022"
title: Testham together
source: {title: A report}
vision: {text: Fair, plain: A fair town., by: 2040}
pillars: [{code: P1, name: Work for all, short: Work}]
objectives:
  - {code: M1, name: Best start in life, short: Early years, plain: Children start well., aliases: [], since: 2010}
recommendations:
  - {code: R1, objective: M1, text: Help every family., status: illustrative, horizon: 5-year, source: ours, note: ""}
""",
    "groups.yaml": """
- {slug: children, name: Children, kind: priority group, aliases: [], purpose: Children first., objectives: [M1]}
""",
    "measures.yaml": """
- slug: jobs
  name: Jobs
  question: Are more people in work?
  objectives: [M1]
  kind: number
  indicator: test-jobs
  status: proposed
- slug: respect
  name: Respect
  question: Are people treated fairly?
  kind: in development
  status: proposed
  needed: A survey.
""",
    "figures/test-jobs.csv": """place,period,from,to,dimension,subgroup,value,lower,upper,count,denominator,flag,release,note
E06000001,2023,2023-01-01,2023-12-31,,,70,68,72,,,,jobs-2025,
E06000001,2024,2024-01-01,2024-12-31,,,71,69,73,,,,jobs-2025,
E92000001,2024,2024-01-01,2024-12-31,,,75,74.9,75.1,,,,jobs-2025,
""",
    "deprivation.yaml": """
editions:
  - code: iod2019
    name: Indices of Deprivation 2019
    short: IoD 2019
    published_on: 2019-09-26
    authorities: 317
    authority_vintage: LAD 2019
    neighbourhood_vintage: LSOA 2011
    neighbourhoods_in_england: 32844
    release: jobs-2025
columns:
  - {code: average-score, name: Rank of average score, plain: The average over people.}
""",
    "deprivation_authorities.csv": """edition,place,name,column,value,rank,release,note
iod2019,E06000001,Testham,average-score,25.9,70,jobs-2025,
""",
    "deprivation_neighbourhoods.csv": (
        "edition,place,score,rank,decile,population,income,employment,education,health,crime,housing,environment,"
        "tile_column,tile_row,release,note\n"
        "iod2019,E01000001,60.1,100,1,1500,1,1,2,1,1,3,4,0,0,jobs-2025,\n"
        "iod2019,E01000002,5.1,30000,10,1400,10,10,9,10,9,3,4,1,0,jobs-2025,\n"
    ),
    "indicators/test-jobs.yaml": """
code: test-jobs
name: People aged 16 to 64 in work
short: In work
definition: The share of people aged 16 to 64 who are in work.
unit: "%"
decimals: 1
polarity: high
highest: 100
caveats: [A survey; ranges are wide.]
""",
    "pages/our-story.md": """---
title: Our story
summary: How it began.
sources: [A book]
---
It began **here**.
""",
    "demonstration.yaml": """
people:
  - {name: Ada Example, email: ada@example.org, role: programme-team}
organisations:
  - code: homes
    name: Homes
    sector: housing
    role: Lets homes.
    joined_on: 2023-01-01
    groups:
      - {group: children, is_chair: true, since_on: 2023-02-01}
    pledges:
      - text: Warm homes.
        made_on: 2023-03-01
        check_ins:
          - {year: 2024, going: kept}
  - {code: cafe, name: Cafe, sector: voluntary}
ties:
  - {one: homes, other: cafe, why: A shared kitchen., drawn_on: 2025-01-01}
""",
}


def write_pack(folder: Path, changed: dict[str, str] | None = None) -> Path:
    """Write the pack; `changed` puts other text in place of files."""
    for name, text in {**FILES, **(changed or {})}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip("\n"), encoding="utf-8")
    return folder
