"""A fake of Nomis. The numbers are invented; the shapes are the documented ones, and so is the silent cut."""

from .fake import Answer, Question

# So few cells an answer that three pages are needed.
CELLS = 5
DIMENSIONS = ("DATE", "GEOGRAPHY", "GENDER", "C_AGE")
HEADER = [
    *(f"{name}{end}" for name in DIMENSIONS for end in ("", "_NAME", "_CODE", "_TYPE", "_TYPECODE", "_SORTORDER")),
    "MEASURES", "MEASURES_NAME", "OBS_VALUE", "OBS_STATUS", "OBS_STATUS_NAME", "OBS_CONF", "OBS_CONF_NAME",
    "URN", "RECORD_OFFSET", "RECORD_COUNT",
]  # fmt: skip
PLACES = (("1811939475", "Luton", "E06000032"), ("1811939476", "Bedford", "E06000055"))
SEXES = (("0", "Total"), ("1", "Male"), ("2", "Female"))
AGES = (("200", "All Ages"), ("201", "Aged 0 to 15"))
NORMAL, SECRET = ("A", "Normal Value", "F", "Free"), ("Q", "Suppressed", "F", "Free")


def records():
    """Yield invented records: one year, two places, three sexes, two ages; the last is withheld with a zero."""
    for place in PLACES:
        for sex in SEXES:
            for age in AGES:
                is_last = (place, sex, age) == (PLACES[-1], SEXES[-1], AGES[-1])
                value = 0 if is_last else 1000 * (1 + int(sex[0])) + int(age[0])
                yield place, sex, age, value, SECRET if is_last else NORMAL


def lines():
    every = list(records())
    for at, (place, sex, age, value, status) in enumerate(every):
        yield [
            "2021", "2021", "2021", "date", 0, 0,
            *place, "local authorities: district / unitary (as of April 2021)", 432, at,
            sex[0], sex[1], sex[0], "Sex", 1000, 0,
            age[0], age[1], age[0], "Labour Market category", 5000, 0,
            "20100", "Value", value, *status, f"Nm-invented-{at}", at, len(every),
        ]  # fmt: skip


def as_csv(header, rows):
    """Return CSV as Nomis writes it: text in quotes, numbers without."""
    quoted = [
        [f'"{cell}"' if isinstance(cell, str) else str(cell) for cell in row] for row in [header, *rows]
    ]
    return "".join(",".join(row) + "\n" for row in quoted).encode()


def answer(question: Question) -> Answer:
    if not question.path.endswith(".data.csv"):
        return Answer(b"<html>Not found</html>", "text/html", 404)
    at, every = int(question.params.get("RecordOffset", 0)), list(lines())
    return Answer(as_csv(HEADER, every[at : at + CELLS]))


def revised(question: Question) -> Answer:
    good = answer(question)
    return Answer(good.body.replace(b',1200,"A"', b',1210,"A"'), good.kind)
