"""Set everything up, then serve the model or test the project. Needs nothing but Python.

python dev.py         serve on http://127.0.0.1:8000 (another port: PORT=8001 python dev.py)
python dev.py test    run the tests
python dev.py add …   put your model in: what follows is for add_model.py
"""

#: if key
import hashlib
#: end
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import webbrowser
from pathlib import Path

HERE = Path(__file__).parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
#: if flask
TEST = [PYTHON, "-W", "error", "-m", "pytest", "-q"]
#: end
#: if flask and db
MANAGE = [PYTHON, "-m", "flask", "--app", "service"]
MIGRATE = [*MANAGE, "db", "upgrade"]
FIRST_USER = [*MANAGE, "create-user", "dev", "--first"]
WORKER = [PYTHON, "-m", "service.worker"]
#: end
#: if django
TEST = [PYTHON, "-W", "error", "manage.py", "test"]
#: end
#: if django and db
MANAGE = [PYTHON, "manage.py"]
MIGRATE = [*MANAGE, "migrate", "--verbosity", "0"]
FIRST_USER = [*MANAGE, "create_user", "dev", "--first"]
WORKER = [*MANAGE, "db_worker", "--verbosity", "0"]
#: end
PORT = os.environ.get("PORT", "8000")
SERVER = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", PORT]
SERVER += ["--blocking-threads", "4", "--log-level", "warning", "service.wsgi:app"]
URL = f"http://127.0.0.1:{PORT}"


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if arguments not in ([], ["test"]) and arguments[:1] != ["add"]:
        print(__doc__)
        return 2
    os.environ["DEV"] = "1"
    install()
    if arguments[:1] == ["add"]:
        adding = [PYTHON, str(HERE / "add_model.py"), *arguments[1:]]
        return subprocess.run(adding, check=False).returncode
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
        sys.exit("model/ has several files. Choose one: python dev.py add FILE")
    run(PYTHON, "add_model.py", *(map(str, files) if files else ["--example"]))


def test() -> int:
    """Run the tests; a warning is an error."""
    return subprocess.run(TEST, cwd=HERE, check=False).returncode


def serve() -> int:
    """Serve until Ctrl-C, and try the model once it answers."""
    try:
        socket.create_server(("127.0.0.1", int(PORT))).close()
    except OSError:
        sys.exit(f"Port {PORT} is taken. To use another one: PORT=8001 python dev.py")
    headers = {"Content-Type": "application/json"}
    #: if key
    key = os.urandom(16).hex()
    os.environ["API_KEYS"] = hashlib.sha256(key.encode()).hexdigest()
    headers["Authorization"] = f"Bearer {key}"
    #: end
    #: if db
    run(*MIGRATE)
    #: end
    #: if login and not sso
    run(*FIRST_USER)
    #: end
    started = [subprocess.Popen(SERVER, cwd=HERE)]
    #: if jobs
    started += [subprocess.Popen(WORKER, cwd=HERE)]
    #: end
    try:
        if ready(started[0]):
            first_prediction(headers)
        started[0].wait()
    except KeyboardInterrupt:
        pass
    finally:
        for process in started:
            process.terminate()
    return max(abs(process.wait()) for process in started)


def ready(process: subprocess.Popen) -> bool:
    """Wait until the model answers as it should; tell whether it does."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{URL}/readyz"):
                return True
        except urllib.error.HTTPError as error:
            print(error.read().decode(), file=sys.stderr)
            return False
        except OSError:
            time.sleep(0.1)
    return False


def first_prediction(headers: dict[str, str]) -> None:
    """Ask for the example's prediction, and say how to do it again."""
    card = json.loads((HERE / "model" / "model.json").read_text("utf-8"))
    body = json.dumps({each["name"]: each["example"] for each in card["inputs"]})
    flags = " ".join(f"-H '{name}: {value}'" for name, value in headers.items())
    print(f"\nServing on {URL} until Ctrl-C. A first prediction:\n")
    shown = body if len(body) < 2000 else body[:200] + " …"
    print(f"  curl {URL}/predict {flags} -d '{shown}'")
    request = urllib.request.Request(f"{URL}/predict", body.encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            print(f"  {response.read().decode().strip()}\n", flush=True)
    except urllib.error.HTTPError as error:
        print(f"  {error.code}: {json.load(error)['detail']}\n", flush=True)
    if sys.stdout.isatty():
        #: if pages
        webbrowser.open(URL)
        #: else
        webbrowser.open(f"{URL}/model")
        #: end


def run(*command: str) -> None:
    """Run a command; stop if it fails."""
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
