from fairplace.town.ui.tables import Cell, set_table


def test_columns_of_numbers_are_marked_with_their_heading():
    table = set_table(["Place", "Share"], [["Here", "5.1%"], ["There", None]])

    assert table.headings == (Cell("Place", False), Cell("Share", True))
    assert table.rows == (
        (Cell("Here", False), Cell("5.1%", True)),
        (Cell("There", False), Cell("not published", True, is_missing=True)),
    )


def test_links_and_verdicts_are_told_apart():
    table = set_table(["Place", "Since"], [[("Here", "/here/"), {"verdict": "better"}]])

    assert table.rows == ((Cell("Here", False, url="/here/"), Cell("", False, verdict="better")),)
