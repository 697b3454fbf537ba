"""What scikit-learn finds unusual, and how near its clusters lie, for each case of a list."""

import json
import pathlib
import sys

import numpy
from sklearn import cluster, ensemble, metrics, preprocessing

folder = pathlib.Path(sys.argv[1])


def answer(place, case):
    rows = numpy.fromfile(folder / f"{place}.rows").reshape(case["columns"], -1).T
    forest = ensemble.IsolationForest(random_state=0).fit(rows)
    standard = preprocessing.StandardScaler().fit_transform(rows)
    clusters = cluster.KMeans(6, n_init=10, random_state=0).fit(standard)
    return {
        "auc": metrics.roc_auc_score(case["unusual"], -forest.score_samples(rows)),
        "inertia": clusters.inertia_,
    }


cases = json.loads((folder / "cases.json").read_text())
answers = [answer(place, case) for place, case in enumerate(cases)]
(folder / "answer.json").write_text(json.dumps(answers))
