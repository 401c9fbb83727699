import subprocess
import sys

import fairplace.equity as eq

LOADED = "import sys, fairplace.equity; print(*sorted({name.split('.')[0] for name in sys.modules}))"


def test_the_library_loads_neither_django_nor_scipy_nor_what_fetches():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    assert {"django", "scipy", "httpx", "pyarrow"}.isdisjoint(done.stdout.split())
    assert "numpy" in done.stdout.split()


def test_every_public_name_exists():
    assert [name for name in eq.__all__ if not hasattr(eq, name)] == []
