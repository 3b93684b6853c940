"""Set everything up, then serve the model or test the project. Needs nothing but Python.

python dev.py         serve on http://127.0.0.1:8000 (another port: PORT=8001 python dev.py)
python dev.py test    run the tests
"""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
#: if pages
import webbrowser
#: end
from pathlib import Path

HERE = Path(__file__).parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
PORT = os.environ.get("PORT", "8000")
URL = f"http://127.0.0.1:{PORT}"


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if arguments not in ([], ["test"]):
        print(__doc__)
        return 2
    install()
    add_model()
    return test() if arguments else serve()


def install() -> None:
    """Make .venv, and install what requirements.txt pins if that has changed."""
    wanted = (HERE / "requirements.txt").read_text("utf-8")
    installed = VENV / "requirements.txt"
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    print("Installing requirements.txt into .venv …", flush=True)
    if not Path(PYTHON).exists():
        venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--requirement", "requirements.txt")
    installed.write_text(wanted, "utf-8")


def add_model() -> None:
    """Write the model's card if there is none: for the file in model/, else an example."""
    folder = HERE / "model"
    if (folder / "model.json").exists():
        return
    files = sorted(folder.iterdir()) if folder.exists() else []
    if len(files) > 1:
        sys.exit("model/ has several files. Choose one: python add_model.py FILE")
    run(PYTHON, "add_model.py", *(map(str, files) if files else ["--example"]))


def test() -> int:
    """Run the tests; a warning is an error."""
    #: if flask
    command = [PYTHON, "-W", "error", "-m", "pytest", "-q"]
    #: end
    #: if django
    command = [PYTHON, "-W", "error", "manage.py", "test"]
    #: end
    return subprocess.run(command, cwd=HERE, check=False).returncode


def serve() -> int:
    """Serve until Ctrl-C, and try the model once it answers."""
    environment = os.environ | {"DEV": "1"}
    server = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", PORT]
    server += ["--log-level", "warning", "--blocking-threads", "4", "service.wsgi:app"]
    process = subprocess.Popen(server, cwd=HERE, env=environment)
    with contextlib.suppress(KeyboardInterrupt):
        if ready(process):
            first_prediction()
        process.wait()
    process.terminate()
    return process.wait()


def ready(process: subprocess.Popen) -> bool:
    """Wait until the model answers as it should; tell whether it does."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{URL}/readyz"):
                return True
        except urllib.error.HTTPError as error:
            print(json.load(error)["detail"], file=sys.stderr)
            return False
        except OSError:
            time.sleep(0.1)
    return False


def first_prediction() -> None:
    """Ask for the example's prediction, and say how to do it again."""
    card = json.loads((HERE / "model" / "model.json").read_text("utf-8"))
    body = json.dumps({each["name"]: each["example"] for each in card["inputs"]})
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{URL}/predict", body.encode(), headers)
    with urllib.request.urlopen(request) as response:
        answer = response.read().decode()
    flags = " ".join(f'-H "{name}: {value}"' for name, value in headers.items())
    print(f"\nServing on {URL} until Ctrl-C. A first prediction:\n")
    print(f"  curl {URL}/predict {flags} -d '{body}'\n  {answer}\n", flush=True)
    #: if pages
    if sys.stdout.isatty():
        webbrowser.open(URL)
    #: end


def run(*command: str) -> None:
    """Run a command; stop if it fails."""
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
