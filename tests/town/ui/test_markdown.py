from fairplace.town.ui.markdown import write_html


def test_headings_begin_below_those_of_the_page():
    assert write_html("# Purpose\n\n- one\n- two\n\n##### Deep") == (
        "<h3>Purpose</h3>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<h6>Deep</h6>\n"
    )


def test_tags_and_addresses_that_run_are_only_text():
    html = write_html(
        '<script>alert(1)</script>\n\n[press](javascript:alert(1)) <img src=x onerror="alert(1)">'
    )

    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
