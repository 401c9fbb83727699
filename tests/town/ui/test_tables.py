from fairplace.town.ui.tables import Cell, set_table


def test_columns_of_numbers_are_marked_with_their_heading():
    table = set_table(["Place", "Share"], [["Here", "5.1%"], ["There", None]])

    assert table.headings == (Cell("Place", False), Cell("Share", True))
    assert table.rows == (
        (Cell("Here", False, heading="Place"), Cell("5.1%", True, heading="Share")),
        (
            Cell("There", False, heading="Place"),
            Cell("not published", True, is_missing=True, heading="Share"),
        ),
    )


def test_links_and_verdicts_are_told_apart():
    table = set_table(["Place", "Since"], [[("Here", "/here/"), {"verdict": "better"}]])

    link, verdict = table.rows[0]
    assert (link.text, link.url) == ("Here", "/here/")
    assert (verdict.text, verdict.verdict) == ("", "better")
