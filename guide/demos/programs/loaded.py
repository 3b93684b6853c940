"""Print the top-level names of the modules that a twin has loaded once it has answered every demo.

python loaded.py TWIN
"""

import os
import sys

from guide.demos import catalogue, inputs, mount, runner, twins

application = mount.mount(None, os.environ["TWIN_INSTANCE"])  # type: ignore[arg-type]
before = set(sys.modules)
for demo in catalogue.demos():
    runner.run(application, twins.twin(sys.argv[1]), demo, inputs.read(demo, {}))
print(*{name.partition(".")[0] for name in set(sys.modules) - before})
