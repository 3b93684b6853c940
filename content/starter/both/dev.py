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
import signal
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
CARD = HERE / "model" / "model.json"
VENV = HERE / ".venv"
PYTHON = str(VENV / ("Scripts" if os.name == "nt" else "bin") / "python")
#: if flask
REQUIREMENTS = ["requirements.txt", "requirements-test.txt"]
TEST = [PYTHON, "-W", "error", "-m", "pytest", "-q"]
#: else
REQUIREMENTS = ["requirements.txt"]
TEST = [PYTHON, "-W", "error", "manage.py", "test"]
#: end
#: if flask and db
MANAGE = [PYTHON, "-m", "flask", "--app", "service"]
MIGRATE = [*MANAGE, "db", "upgrade"]
FIRST_USER = [*MANAGE, "create-user", "dev", "--first"]
WORKER = [PYTHON, "-m", "service.worker"]
#: end
#: if django and db
MANAGE = [PYTHON, "manage.py"]
MIGRATE = [*MANAGE, "migrate", "--verbosity", "0"]
FIRST_USER = [*MANAGE, "create_user", "dev", "--first"]
WORKER = [*MANAGE, "db_worker", "--verbosity", "0"]
#: end
PORT = os.environ.get("PORT", "8000")
SERVER = [PYTHON, "-m", "granian", "--interface", "wsgi", "service.wsgi:application"]
SERVER += ["--port", PORT, "--blocking-threads", "4", "--log-level", "warning"]
SERVER += ["--workers-kill-timeout", "2"]  # a worker hears nothing while it loads
URL = f"http://127.0.0.1:{PORT}"


def main(arguments: list[str]) -> None:
    """Do what the command line asks."""
    if arguments not in ([], ["test"]) and arguments[:1] != ["add"]:
        sys.exit(__doc__)
    os.environ["DEV"] = "1"
    # a proxy to the world knows nothing of what is served here
    direct = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    os.environ["no_proxy"] = f"{direct},127.0.0.1" if direct else "127.0.0.1"
    install()
    if arguments[:1] == ["add"]:
        run([PYTHON, str(HERE / "add_model.py"), *arguments[1:]])
        return
    os.chdir(HERE)
    if not CARD.exists():
        run([PYTHON, "add_model.py"])
    if arguments:
        run(TEST)
    else:
        serve()


def run(command: list[str]) -> None:
    """Run a command; stop if it fails."""
    if code := subprocess.run(command, check=False).returncode:
        sys.exit(code)


def install() -> None:
    """Make .venv, and install what the requirements pin if that has changed."""
    files, installed = [HERE / name for name in REQUIREMENTS], VENV / "requirements.txt"
    wanted = "".join(file.read_text("utf-8") for file in files)
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    print(f"Installing {' and '.join(REQUIREMENTS)} into .venv …", flush=True)
    if not Path(PYTHON).exists():
        venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # what is never imported need not be compiled
    run([*pip, "--no-compile", *(f"--requirement={file}" for file in files)])
    installed.write_text(wanted, "utf-8")


def serve() -> None:
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
    # whatever ends this ends what it started: the window, too, if it is closed
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    # in sessions of their own: a Ctrl-C that reaches them as well as us can hang them
    processes = [subprocess.Popen(SERVER, start_new_session=True)]
    try:
        #: if db
        run(MIGRATE)  # while the server loads the model
        #: end
        #: if login and not sso
        run(FIRST_USER)
        #: end
        #: if jobs
        processes += [subprocess.Popen(WORKER, start_new_session=True)]
        #: end
        first_prediction(processes[0], headers)
        sys.exit(processes[0].wait())
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def first_prediction(server: subprocess.Popen, headers: dict[str, str]) -> None:
    """Ask for the example's prediction once the server answers; say how to do it again."""
    card = json.loads(CARD.read_text("utf-8"))
    body = json.dumps({each["name"]: each["example"] for each in card["inputs"]})
    body = body.replace("'", r"\u0027")  # the shell's quotes are around it
    request = urllib.request.Request(f"{URL}/predict", body.encode(), headers)
    answer = ""
    while not answer and server.poll() is None:
        try:
            with urllib.request.urlopen(request) as response:
                answer = response.read().decode()
        except urllib.error.HTTPError as error:
            answer = error.read().decode()
        except OSError:
            time.sleep(0.1)
    if not answer:
        return
    #: if login and not key
    text = "Log in there for a first prediction."
    #: else
    flags = " ".join(f"-H '{name}: {value}'" for name, value in headers.items())
    text = f"A first prediction:\n\n  curl {URL}/predict {flags} -d '{body[:2000]}'\n"
    text += f"  {answer.strip()}"
    #: end
    print(f"\nServing on {URL} until Ctrl-C. {text}\n", flush=True)
    if sys.stdout.isatty():
        #: if pages
        webbrowser.open(URL)
        #: else
        webbrowser.open(f"{URL}/model")
        #: end


if __name__ == "__main__":
    main(sys.argv[1:])
