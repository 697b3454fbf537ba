"""Held-out predictions of scikit-learn's learners, for each case of a list."""

import json
import pathlib
import sys

import numpy
from sklearn import ensemble, tree

folder = pathlib.Path(sys.argv[1])


def forest(settings):
    kinds = {
        "randomForest": (ensemble.RandomForestRegressor, ensemble.RandomForestClassifier),
        "extraTrees": (ensemble.ExtraTreesRegressor, ensemble.ExtraTreesClassifier),
        "decisionTree": (tree.DecisionTreeRegressor, tree.DecisionTreeClassifier),
    }
    is_classes = settings["task"] == "classification"
    options = {"max_depth": settings.get("maxDepth"), "min_samples_leaf": settings["minLeafRows"]}
    if settings["kind"] != "decisionTree":
        share = settings["columnShare"]
        options |= {
            "n_estimators": settings["trees"],
            "bootstrap": settings["bootstrap"],
            "oob_score": settings["bootstrap"],
            "max_features": share if share == "sqrt" else float(share),
        }
    if is_classes:
        options["class_weight"] = settings.get("classWeights")
    return kinds[settings["kind"]][is_classes](random_state=0, **options)


makers = {"randomForest": forest, "extraTrees": forest, "decisionTree": forest}


def predict(model, asked):
    if not hasattr(model, "predict_proba"):
        return model.predict(asked)
    shares = model.predict_proba(asked)
    return shares[:, 1] if shares.shape[1] == 2 else shares


def answer(case):
    columns = case["columns"]
    train = numpy.fromfile(folder / f"{case['set']}.train").reshape(columns, -1).T
    asked = numpy.fromfile(folder / f"{case['set']}.asked").reshape(columns, -1).T
    model = makers[case["learner"]["kind"]](case["learner"])
    model.fit(train, numpy.fromfile(folder / f"{case['target']}.target"))
    return {
        "predicted": predict(model, asked).tolist(),
        "outOfBag": getattr(model, "oob_score_", None),
    }


cases = json.loads((folder / "cases.json").read_text())
(folder / "answer.json").write_text(json.dumps([answer(case) for case in cases]))
