import pytest

from fairplace.equity.sources.addresses import is_same_host, join, redirect, without_keys
from fairplace.equity.sources.errors import NotLoaded

BASE = "https://figures.example/api/"


@pytest.mark.parametrize(
    ("address", "params", "whole"),
    [
        ("data", None, "https://figures.example/api/data"),
        ("/data", {"ids": "1,2", "at": "a...b"}, "https://figures.example/api/data?ids=1,2&at=a...b"),
        ("data?a=1", {"b": "x y"}, "https://figures.example/api/data?a=1&b=x+y"),
        ("https://figures.example/next?page=2", None, "https://figures.example/next?page=2"),
    ],
)
def test_an_address_stands_relative_to_the_base(address, params, whole):
    assert join(BASE, address, params) == whole


@pytest.mark.parametrize(
    "address", ["http://figures.example/x", "https://figures.example:8443/x", "https://evil.example/"]
)
def test_another_host_or_less_encryption_is_refused(address):
    with pytest.raises(NotLoaded, match="which was not asked for"):
        join(BASE, address)


def test_a_redirect_may_add_encryption_and_not_take_it_away():
    plain = "http://figures.example/api/"

    assert redirect(plain, plain + "x", "https://figures.example/x") == "https://figures.example/x"
    assert is_same_host(plain, "https://figures.example/")
    assert not is_same_host(plain, "https://other.example/")
    with pytest.raises(NotLoaded, match="where we do not follow"):
        redirect(BASE, BASE + "x", "http://figures.example/x")


def test_nothing_secret_is_in_an_address_that_is_kept():
    given = "https://ada:secret@figures.example/x?UID=0x1&ids=1,2&api_key=k&empty=#part"

    assert without_keys(given) == "https://figures.example/x?ids=1,2&empty="
