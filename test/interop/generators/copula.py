"""How the columns of a table, and of one made like it, go together: Spearman's correlations by SciPy."""

import json
import pathlib
import sys

import numpy
from scipy import stats

folder = pathlib.Path(sys.argv[1])
columns = json.loads((folder / "columns.json").read_text())


def correlations(name):
    values = numpy.fromfile(folder / name).reshape(columns, -1)
    return stats.spearmanr(values, axis=1, nan_policy="omit").statistic.tolist()


answer = {"table": correlations("table"), "made": correlations("made")}
(folder / "answer.json").write_text(json.dumps(answer))
