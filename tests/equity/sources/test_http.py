import ssl
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.http import HttpClient
from fairplace.equity.sources.waiting import Limits

from .fake import BRIEF, QUICK, Answer, Watch, client_of, serve

BODY = b"a,b\n1,2\n"


@pytest.fixture
def fake():
    with serve(lambda question: Answer(BODY)) as running:
        yield running


@pytest.fixture
def encrypted(tmp_path):
    """Serve over TLS with a certificate that nobody but its own file vouches for."""
    pem = tmp_path / "own.pem"
    pem.write_bytes(make_certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serve(lambda question: Answer(BODY), tls=context) as running:
        yield running, pem


def make_certificate():
    """Return a key and a certificate for 127.0.0.1 that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def test_an_answer_says_where_and_when_it_came_from(fake):
    with client_of(fake) as client:
        reply = client.get("data.csv", params={"ids": "1,2", "uid": "0xsecret"})

    assert reply.body == BODY
    assert reply.address == f"{fake.base}data.csv?ids=1,2"
    assert reply.retrieved_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert reply.tag
    assert fake.asked[0].params == {"ids": "1,2", "uid": "0xsecret"}
    assert fake.asked[0].headers["User-Agent"].startswith("Fairplace/")


@pytest.mark.parametrize("fault", ["500", "truncated", "timeout", "hang up"])
def test_a_fault_that_passes_is_asked_again(fake, fault):
    fake.break_with(fault, times=2)
    watch = Watch()

    with client_of(fake, watch=watch) as client:
        reply = client.get("data.csv")

    assert reply.body == BODY
    assert len(fake.asked) == 3
    assert [wait for wait in watch.slept if wait] == [1, 2]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("500", "The fake answered 500; we asked 3 times. Try again later; what was loaded before is untouched."),
        ("timeout", "The fake said nothing for 0.2 seconds; we asked 3 times."),
        ("truncated", "The fake broke off before the answer was complete; we asked 3 times."),
        ("400", "The fake refused the question (400). It said: Parameter x is not known. Check what was asked for;"),
        ("429 for an hour", "The fake answered 429 and asks us to wait 60 minutes. Try again then;"),
    ],
)  # fmt: skip
def test_a_fault_that_stays_is_told_in_a_sentence(fake, fault, said):
    fake.break_with(fault)

    with client_of(fake) as client, pytest.raises(NotLoaded) as refusal:
        client.get("data.csv")

    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize("fault", ["slow drip", "slow headers"])
def test_a_server_that_drips_cannot_hold_us(fake, fault):
    fake.break_with(fault)

    with (
        client_of(fake, limits=BRIEF) as client,
        pytest.raises(NotLoaded, match=r"not finished .* 0\.3 seconds"),
    ):
        client.get("data.csv")


def test_a_line_that_was_cut_is_opened_anew(fake):
    fake.break_with("slow drip", times=1)

    with client_of(fake, limits=BRIEF) as client:
        with pytest.raises(NotLoaded):
            client.get("data.csv")
        reply = client.get("data.csv")

    assert reply.body == BODY


def test_a_body_without_end_is_not_read(fake):
    with (
        client_of(fake, limits=replace(QUICK, body=5)) as client,
        pytest.raises(NotLoaded, match="sent more than"),
    ):
        client.get("data.csv")


@pytest.mark.parametrize("header", ["7", "Mon, 02 Mar 2026 09:00:07 GMT"])
def test_retry_after_is_honoured(fake, header):
    answers = [Answer(b"", status=429, headers={"Retry-After": header}), Answer(BODY)]
    fake.answer, watch = lambda _: answers.pop(0), Watch()

    with client_of(fake, watch=watch) as client:
        client.get("data.csv")

    assert watch.slept == [7]


def test_calls_to_one_host_keep_apart(fake):
    watch = Watch()

    with client_of(fake, watch=watch, limits=replace(QUICK, interval=0.5)) as client:
        for _ in range(3):
            client.get("data.csv")

    assert watch.slept == [0.5, 0.5]


def test_what_has_not_changed_is_not_sent_again(fake):
    with client_of(fake) as client:
        first = client.get("data.csv", params={"key": "secret"})
        client.remember([first])
        again = client.get("data.csv", params={"key": "secret"})

    assert again == replace(first, status=304, retrieved_at=again.retrieved_at)
    assert fake.asked[1].headers["If-None-Match"] == first.tag


def test_without_a_tag_the_date_is_asked_for(fake):
    fake.tags, since = False, "Mon, 02 Feb 2026 09:00:00 GMT"
    fake.answer = lambda _: Answer(BODY, headers={"Last-Modified": since})

    with client_of(fake) as client:
        client.remember([client.get("data.csv")])
        client.get("data.csv")

    assert fake.asked[1].headers["If-Modified-Since"] == since


def test_redirects_stay_with_the_host(fake):
    fake.answer = lambda question: (
        Answer(BODY)
        if question.path == "/api/new"
        else Answer(b"", status=301, headers={"Location": "/api/new"})
    )

    with client_of(fake) as client:
        assert client.get("old").body == BODY


def test_a_redirect_to_another_host_is_not_followed(fake):
    fake.answer = lambda _: Answer(b"", status=302, headers={"Location": "https://elsewhere.example/x"})

    with (
        client_of(fake) as client,
        pytest.raises(NotLoaded, match=r"on to elsewhere\.example, where we do not"),
    ):
        client.get("old")


def test_an_address_of_another_host_is_not_asked(fake):
    with (
        client_of(fake) as client,
        pytest.raises(NotLoaded, match=r"elsewhere\.example, which was not asked for"),
    ):
        client.get("https://elsewhere.example/next?page=2")

    assert fake.asked == []


def test_redirects_without_end_are_left(fake):
    fake.answer = lambda _: Answer(b"", status=302, headers={"Location": "/api/again"})

    with client_of(fake) as client, pytest.raises(NotLoaded, match="from one address to another without end"):
        client.get("again")


def test_a_post_sends_a_form_or_json(fake):
    with client_of(fake) as client:
        client.post("query", form={"where": "1=1"})
        client.post("query", json={"page": 1})

    assert [question.body for question in fake.asked] == [b"where=1%3D1", b'{"page":1}']


def test_a_key_in_a_header_is_sent_and_never_kept(fake):
    with client_of(fake, headers={"APIKey": "secret"}) as client:
        reply = client.get("data.csv")

    assert fake.asked[0].headers["APIKey"] == "secret"
    assert "secret" not in repr(reply)


def test_a_host_that_is_not_there_is_named(fake):
    client = HttpClient("http://127.0.0.1:9/", title="Nobody", limits=QUICK, clock=Watch().clock)

    with client, pytest.raises(NotLoaded, match="Nobody could not be reached; we asked 3 times"):
        client.get("data.csv")


def test_waits_double_and_end_with_the_time_there_is(fake):
    fake.break_with("500")
    watch = Watch()

    limits = Limits(total=10, tries=9, interval=0)
    with (
        client_of(fake, watch=watch, limits=limits) as client,
        pytest.raises(NotLoaded, match="no time left"),
    ):
        client.get("data.csv")

    assert watch.slept == pytest.approx([1, 2, 4])


def test_a_body_that_cannot_be_unpacked_is_asked_for_again(fake):
    answers = [Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), Answer(BODY)]
    fake.answer = lambda _: answers.pop(0)

    with client_of(fake, headers={"Accept-Encoding": "identity"}) as client:
        assert client.get("data.csv").body == BODY

    assert len(fake.asked) == 2


def test_a_post_is_not_sent_elsewhere(fake):
    fake.answer = lambda _: Answer(b"", status=302, headers={"Location": "/api/new"})

    with client_of(fake) as client, pytest.raises(NotLoaded, match="from one address to another"):
        client.post("query", form={"a": "b"})

    assert len(fake.asked) == 1


def test_an_address_must_be_one(fake):
    with pytest.raises(NotLoaded, match="The address of Plain must begin with https"):
        HttpClient("file:///etc/passwd", title="Plain")


def test_a_certificate_nobody_vouches_for_is_refused_and_one_named_is_trusted(encrypted, monkeypatch):
    fake, certificate = encrypted
    with (
        client_of(fake) as client,
        pytest.raises(NotLoaded, match=r"certificate of The fake could not be checked"),
    ):
        client.get("data.csv")

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with client_of(fake) as client:
        assert client.get("data.csv").body == BODY

    assert len(fake.asked) == 1


@pytest.mark.parametrize("fault", ["slow drip", "slow headers", "truncated"])
def test_a_fault_on_an_encrypted_line_is_told(encrypted, monkeypatch, fault):
    fake, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fake.break_with(fault)

    with client_of(fake, limits=BRIEF) as client, pytest.raises(NotLoaded, match=r"not finished|broke off"):
        client.get("data.csv")


def test_neither_httpx_nor_anything_of_the_web_is_loaded_before_a_fetch():
    code = (
        "import sys, fairplace.equity.sources.http, fairplace.equity.sources.snapshot as _;"
        "from fairplace.equity.sources import find_publisher, PUBLISHERS;"
        "[find_publisher(code) for code in PUBLISHERS];"
        "print(sorted({'httpx', 'httpcore', 'anyio'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
