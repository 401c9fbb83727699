from fairplace.town.places.rules.layer import Geography, Step, lay_out
from fairplace.town.places.rules.pieces import cut_in_pieces

STEPS = (Step("old", "left", "split", None), Step("old", "right", "split", None))
MEMBERS = {"2011": frozenset(["same", "old"]), "2021": frozenset(["same", "left", "right"])}
NAMES = {code: code for code in ("same", "old", "left", "right")}


def make_geography(members=MEMBERS, steps=STEPS, homes=None):
    layers = lay_out(town=("T", "Town"), names=NAMES, members=members, homes=homes or {})
    return Geography(NAMES, members, layers, steps)


def test_a_neighbourhood_that_was_split_is_what_became_of_it():
    pieces = cut_in_pieces(make_geography(), "T")

    assert pieces["old"] == pieces["left"] | pieces["right"]
    assert not pieces["left"] & pieces["right"]
    assert pieces["same"] == {"same"}


def test_the_town_is_the_same_by_old_and_by_new_neighbourhoods():
    pieces = cut_in_pieces(make_geography(), "T")

    assert pieces["T"] == pieces["same"] | pieces["old"]
    assert pieces["T"] == pieces["same"] | pieces["left"] | pieces["right"]


def test_a_ward_consists_of_its_neighbourhoods():
    home = {"same": ("W1", "North"), "left": ("W1", "North"), "right": ("W2", "South")}
    pieces = cut_in_pieces(make_geography(homes={("ward", "WD 2024"): home}), "T")

    assert pieces["W1"] == pieces["same"] | pieces["left"]
    assert pieces["W2"] == pieces["right"]


def test_without_neighbourhoods_there_are_no_pieces():
    assert cut_in_pieces(make_geography(members={}, steps=()), "T") == {}
