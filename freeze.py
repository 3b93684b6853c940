"""Write the static site to build/; `python freeze.py --help` says more."""

from guide.cli.freezing import freeze

if __name__ == "__main__":
    freeze(prog_name="freeze.py")
