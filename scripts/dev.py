"""One command for each thing a person does here; it needs nothing but Python 3.11 or later.

    python3 scripts/dev.py run      start the pages on http://localhost:8501
    python3 scripts/dev.py test     every test; fetches the browser and the spreadsheet they need
    python3 scripts/dev.py lint     ruff's rules and format
    python3 scripts/dev.py data     check the data set, against the source texts where they are
    python3 scripts/dev.py bench    the measurements; fetches the peers measured beside ours
    python3 scripts/dev.py browser  the tests in a browser only
    python3 scripts/dev.py test-clusters  the officer check in Spark and Dask; fetches both
    python3 scripts/dev.py agreement  the officer check beside a second opinion, 10,000 officers
    python3 scripts/dev.py screenshots  every page, two widths, two themes, into build/screenshots/
    python3 scripts/dev.py mutants  break the officer check on purpose; what does no test notice?

What follows the command is passed on: `dev.py test -k calendar`, `dev.py run --server.port=8600`.
The first use builds .venv/ from requirements.lock; later ones do so only when the lock changed.
`bench` and `test-clusters` add what requirements-bench.lock and requirements-clusters.lock hold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed-from"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TEXTS = ROOT.parent / "shared" / "sources"

OLDEST_PYTHON = (3, 11)


def main(arguments: list[str]) -> int:
    commands = {
        "run": run,
        "test": test,
        "lint": lint,
        "data": data,
        "bench": bench,
        "browser": browser,
        "test-clusters": test_clusters,
        "agreement": agreement,
        "screenshots": screenshots,
        "mutants": mutants,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["help"], ["--help"], ["-h"]) else 2
    ensure_environment()
    return commands[arguments[0]](arguments[1:])


def run(extra: list[str]) -> int:
    command = [str(PYTHON), "-m", "streamlit", "run", "app.py", *extra]
    os.chdir(ROOT)
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)  # so that Ctrl+C and a stop signal reach the server itself


def test(extra: list[str]) -> int:
    if extra:
        return pytest(*extra)
    prepare_machine()
    quick = pytest("-n", workers(), "-m", "not browser and not clusters and not agreement")
    return browser([]) or quick


def browser(extra: list[str]) -> int:
    prepare_machine()
    return pytest("-m", "browser", *extra)  # one at a time: each waits for a server and a browser


def lint(extra: list[str]) -> int:
    rules = python("-m", "ruff", "check", ".", *extra)
    layout = python("-m", "ruff", "format", "--check", ".", *extra)
    return rules or layout


def data(extra: list[str]) -> int:
    texts = ["--texts", str(TEXTS)] if TEXTS.is_dir() and "--texts" not in extra else []
    return python("-m", "policy_model", "validate", *texts, *extra)


def bench(extra: list[str]) -> int:
    if not add("bench"):
        print("Not every peer could be installed; those that are missing are named and left out.")
    return python("-m", "benchmarks", *extra)


def test_clusters(extra: list[str]) -> int:
    if not shutil.which("java"):
        install_package("default-jre-headless", "Spark")
    if not add("clusters"):
        raise SystemExit("Spark and Dask could not be installed; see above.")
    return pytest("-m", "clusters", *extra)


def agreement(extra: list[str]) -> int:
    return pytest("-n", workers(), "tests/test_agreement.py", *extra)


def screenshots(extra: list[str]) -> int:
    prepare_machine()
    return python("-m", "scripts.screenshots", *extra)


def mutants(extra: list[str]) -> int:
    return python("scripts/mutants.py", *extra)


def workers() -> str:
    """How many tests run at once: one a core, but memory is not asked for more than four."""
    return str(min(max(os.cpu_count() or 2, 2), 4))


def pytest(*arguments: str) -> int:
    return python("-m", "pytest", *arguments)


def python(*arguments: str) -> int:
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


def prepare_machine() -> None:
    """Fetch the browser and the spreadsheet where that is possible; say so where it is not."""
    shell = shutil.which("sh")
    if shell:
        subprocess.call([shell, str(ROOT / "scripts" / "test-machine.sh")])
    else:
        print("Tests that need Chromium or LibreOffice are skipped where these are not found.")


def ensure_environment() -> None:
    """Leave .venv/ holding exactly what requirements.lock pins, every file checked by its hash."""
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise SystemExit(f"This needs Python {oldest} or later; {sys.executable} is {version()}.")
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    ensure_venv_module()
    print("Installing the pinned packages into .venv; this takes about half a minute.", flush=True)
    clear = [] if PYTHON.exists() and environment_version() == version() else ["--clear"]
    step([sys.executable, "-m", "venv", *clear, str(ENVIRONMENT)])
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step([*install, "--require-hashes", "--requirement", str(LOCK)])
    # setuptools is pinned in the lock, so installing the checkout itself downloads nothing.
    step([*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(wanted, encoding="utf-8")


def add(name: str) -> bool:
    """Add what requirements-NAME.lock holds beyond requirements.lock; whether that went well."""
    lock, stamp = ROOT / f"requirements-{name}.lock", ENVIRONMENT / f"installed-{name}"
    wanted = fingerprint(lock.read_bytes())
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    print(f"Installing the pinned packages of {lock.name} into .venv.", flush=True)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # What comes as source is built with the pinned setuptools, not with one fetched beside it.
    install += ["--no-build-isolation", "--require-hashes", "--requirement", str(lock)]
    if subprocess.call(install) != 0:
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def fingerprint(more: bytes = b"") -> str:
    """Changes with the lock, the package's description, the Python version and the folder."""
    digest = hashlib.sha256(more)
    for part in (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), os.fsencode(ROOT)):
        digest.update(part)
    return f"{version()} {digest.hexdigest()}\n"


def version() -> str:
    return "{}.{}".format(*sys.version_info[:2])


def environment_version() -> str:
    asked = "import sys; print('{}.{}'.format(*sys.version_info[:2]))"
    answer = subprocess.run([str(PYTHON), "-c", asked], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def ensure_venv_module() -> None:
    """Debian and Ubuntu keep venv's pip in a package of its own."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    install_package(f"python{version()}-venv", "building an environment with this Python")


def install_package(package: str, need: str) -> None:
    """Install a package of Debian or Ubuntu as root; elsewhere say what is missing, and end."""
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        print(f"Installing {package}, needed for {need}.", flush=True)
        step(["apt-get", "update", "-qq"])
        step(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package])
        return
    raise SystemExit(
        f"Something is missing that is needed for {need}.\n"
        f"On Debian or Ubuntu:  sudo apt-get install {package}   and then run the command again."
    )


def step(command: list[str]) -> None:
    done = subprocess.call(command)
    if done != 0:
        raise SystemExit(f"This step failed (exit code {done}): {' '.join(command)}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
