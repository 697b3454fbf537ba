"""How XGBoost ranks rows that it never saw, for each generated set."""

import json
import pathlib
import sys

import numpy
import xgboost
from sklearn import metrics

folder = pathlib.Path(sys.argv[1])
settings = json.loads((folder / "settings.json").read_text())


def read(name):
    return numpy.fromfile(folder / name)


def features(name):
    return read(name).reshape(settings["columns"], -1).T


answers = {}
for name in settings["sets"]:
    model = xgboost.XGBRanker(
        objective="rank:ndcg",
        n_estimators=settings["trees"],
        learning_rate=settings["learningRate"],
        max_leaves=settings["maxLeaves"],
        grow_policy="lossguide",
        max_depth=0,
        reg_lambda=0,
        min_child_weight=1e-3,
        n_jobs=1,
    )
    queries = read(f"{name}.train.queries")
    model.fit(features(f"{name}.train"), read(f"{name}.train.target"), qid=queries)
    predicted = model.predict(features(f"{name}.asked")).astype(float)
    # Rows of equal scores keep their order; scikit-learn would take the mean of all orders.
    predicted -= 1e-12 * numpy.arange(len(predicted))
    truth = (2 ** read(f"{name}.asked.target") - 1).reshape(settings["queries"], -1)
    # scikit-learn's gains are relevance itself, and it counts queries without any.
    has_any = truth.sum(axis=1) > 0
    score = metrics.ndcg_score(truth[has_any], predicted.reshape(truth.shape)[has_any])
    answers[name] = {"predicted": predicted.tolist(), "ndcg": score}
(folder / "answer.json").write_text(json.dumps(answers))
