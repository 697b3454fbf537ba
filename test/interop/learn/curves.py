"""The curves of calibration that scikit-learn finds: isotonic, and Platt's by its definition."""

import json
import pathlib
import sys

import numpy
from sklearn import isotonic, linear_model

folder = pathlib.Path(sys.argv[1])
case = json.loads((folder / "cases.json").read_text())
chances, target, weights = (numpy.array(case[name], float) for name in ("chances", "target", "weights"))
line = isotonic.IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
line.fit(chances, target, sample_weight=weights)
# Platt's targets: each row stands for a yes and a no, weighed by how likely each is taken to be.
yes = weights[target == 1].sum()
no = weights[target == 0].sum()
wanted = numpy.where(target == 1, (yes + 1) / (yes + 2), 1 / (no + 2))
bounded = numpy.clip(chances, 1e-7, 1 - 1e-7)
odds = numpy.log(bounded / (1 - bounded)).reshape(-1, 1)
platt = linear_model.LogisticRegression(C=numpy.inf, solver="newton-cholesky", tol=1e-12)
platt.fit(
    numpy.concatenate([odds, odds]),
    numpy.concatenate([numpy.ones(len(odds)), numpy.zeros(len(odds))]),
    sample_weight=numpy.concatenate([weights * wanted, weights * (1 - wanted)]),
)
(folder / "answer.json").write_text(
    json.dumps(
        {
            "from": line.X_thresholds_.tolist(),
            "to": line.y_thresholds_.tolist(),
            "slope": platt.coef_[0][0],
            "offset": platt.intercept_[0],
        }
    )
)
