"""What NannyML, River, Frouros, Fairlearn and Aequitas say to the cases of a folder."""

import json
import os
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
import without_pictures  # noqa: E402, F401, before what it stands in for

import change_points  # noqa: E402
import estimates  # noqa: E402
import fairness  # noqa: E402

folder = pathlib.Path(sys.argv[1])
cases = json.loads((folder / "cases.json").read_text())
answer = {
    "estimates": {case["name"]: estimates.ask(case["input"]) for case in cases["estimates"]},
    "changes": {case["name"]: change_points.ask(case["rule"], case["values"]) for case in cases["changes"]},
    "fairness": fairness.ask(**cases["fairness"]),
}
(folder / "answer.json").write_text(json.dumps(answer))
