"""Print how long an audit takes, from 10 to 200 criteria of four options: run it by hand."""

import datetime
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from guide.engine import audit
from tests import short


def main() -> None:
    for alternatives in (2, 3):
        print(f"{alternatives} alternatives, importances 1 to 5, four options each")
        for criteria in (10, 20, 50, 100, 200) if alternatives == 2 else (5, 10, 14):
            dice = random.Random(criteria)
            shape = {
                f"c{index}": {
                    "importance": dice.randint(1, 5),
                    "options": {
                        f"o{place}": {"fit": [dice.randint(0, 10) for _ in range(alternatives)]}
                        for place in range(4)
                    },
                }
                for index in range(criteria)
            }
            names = [f"a{index}" for index in range(alternatives)]
            guide = short.guide({"alternatives": names, "criteria": shape})
            start = time.process_time()
            found = audit.audit(guide, datetime.date(2026, 11, 23))
            seconds = time.process_time() - start
            print(f"{criteria:5} criteria {seconds:8.3f} s   {found.paths:.1e} paths")


if __name__ == "__main__":
    main()
