"""Held-out predictions of scikit-learn's learners, for each case of a list."""

import json
import pathlib
import sys

import numpy
import xgboost
from sklearn import (
    calibration,
    compose,
    dummy,
    ensemble,
    impute,
    linear_model,
    metrics,
    model_selection,
    naive_bayes,
    neighbors,
    neural_network,
    pipeline,
    preprocessing,
    tree,
)

folder = pathlib.Path(sys.argv[1])


class QuantileForest:
    """Of the training rows that share leaves with a row, what such a share of their weight is below (Meinshausen 2006)."""

    def __init__(self, quantile, model):
        self.quantile, self.model = quantile, model

    def fit(self, train, target):
        order = numpy.argsort(target)
        self.target, self.train = target[order], train[order]
        self.model.fit(train, target)

    def predict(self, asked):
        weights = numpy.zeros((len(asked), len(self.train)), dtype=numpy.float32)
        for own in self.model.estimators_:
            leaves = own.apply(self.train)
            sizes = numpy.bincount(leaves)
            weights += (own.apply(asked)[:, None] == leaves) / sizes[leaves]
        reached = numpy.cumsum(weights, axis=1) >= self.quantile * len(self.model.estimators_)
        return self.target[numpy.argmax(reached, axis=1)]


def forest(settings):
    kinds = {
        "randomForest": (ensemble.RandomForestRegressor, ensemble.RandomForestClassifier),
        "extraTrees": (ensemble.ExtraTreesRegressor, ensemble.ExtraTreesClassifier),
        "decisionTree": (tree.DecisionTreeRegressor, tree.DecisionTreeClassifier),
    }
    is_classes = settings["task"] != "regression"
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
    if "quantile" in settings:
        return QuantileForest(settings["quantile"], kinds[settings["kind"]][0](random_state=0, **options))
    model = kinds[settings["kind"]][is_classes](random_state=0, **options)
    if not settings["categories"]:
        return model
    # Its trees part no categories: each is a column of its own.
    each = preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = compose.ColumnTransformer(
        [("each", each, settings["categories"])], remainder="passthrough"
    )
    return pipeline.make_pipeline(columns, model)


def linear(settings):
    kind, alpha = settings["kind"], settings.get("alpha")
    exact = {"tol": 1e-12, "max_iter": 100_000}
    if kind == "leastSquares":
        model = linear_model.LinearRegression()
    elif kind == "ridge":
        model = linear_model.Ridge(alpha=alpha)
    elif kind == "lasso":
        model = linear_model.Lasso(alpha=alpha, **exact)
    elif kind == "elasticNet":
        model = linear_model.ElasticNet(alpha=alpha, l1_ratio=settings["l1Share"], **exact)
    elif kind in ("logisticRegression", "multinomialRegression"):
        model = linear_model.LogisticRegression(C=1 / alpha, solver="newton-cholesky", **exact)
    else:
        model = linear_model.PoissonRegressor(alpha=alpha, solver="newton-cholesky", **exact)
    return pipeline.make_pipeline(impute.SimpleImputer(), model)


def has_what_only_xgboost_has(settings):
    shares = settings["rowShare"] * settings["columnShare"]
    return settings["l1"] > 0 or settings["growth"] == "depthWise" or shares < 1


def xgboost_trees(settings):
    losses = {
        "squared": {"objective": "reg:squarederror", "min_child_weight": settings["minLeafRows"]},
        "tweedie": {
            "objective": "reg:tweedie",
            "tweedie_variance_power": settings["tweediePower"],
        },
    }
    return xgboost.XGBRegressor(
        n_estimators=settings["trees"],
        learning_rate=settings["learningRate"],
        max_leaves=settings["maxLeaves"],
        max_depth=settings.get("maxDepth", 0),
        grow_policy={"leafWise": "lossguide", "depthWise": "depthwise"}[settings["growth"]],
        reg_alpha=settings["l1"],
        reg_lambda=settings["l2"],
        subsample=settings["rowShare"],
        colsample_bytree=settings["columnShare"],
        n_jobs=1,
        **losses[settings["loss"]],
    )


def stopping_early(settings):
    """As the learners of both kinds call it that hold rows back."""
    if "earlyStopping" not in settings:
        return {"early_stopping": False}
    stopping = settings["earlyStopping"]
    return {
        "early_stopping": True,
        "validation_fraction": stopping["share"],
        "n_iter_no_change": stopping["patience"],
    }


def boosted(settings):
    loss = settings["loss"]
    if loss == "tweedie" or has_what_only_xgboost_has(settings):
        return xgboost_trees(settings)
    if loss == "huber":
        # Its width is a share of the errors there; all but the depth of trees is alike.
        return pipeline.make_pipeline(
            impute.SimpleImputer(),
            ensemble.GradientBoostingRegressor(
                loss="huber",
                n_estimators=settings["trees"],
                learning_rate=settings["learningRate"],
                max_depth=None,
                max_leaf_nodes=settings["maxLeaves"],
                min_samples_leaf=settings["minLeafRows"],
                random_state=0,
            ),
        )
    names = {"squared": "squared_error", "absolute": "absolute_error"}
    is_classes = loss in ("logistic", "classes")
    kind = ensemble.HistGradientBoostingClassifier if is_classes else None
    options = {} if is_classes else {"loss": names.get(loss, loss)}
    if loss == "quantile":
        options["quantile"] = settings["quantile"]
    if is_classes:
        options["class_weight"] = settings.get("classWeights")
    monotone = settings.get("monotone", {})
    if monotone:
        options["monotonic_cst"] = [
            monotone.get(f"x{column}", 0) for column in range(settings["columns"])
        ]
    if "interactions" in settings:
        groups = [{int(name[1:]) for name in group} for group in settings["interactions"]]
        # Columns of no group would be one group there; here each works by itself.
        alone = set(range(settings["columns"])).difference(*groups)
        options["interaction_cst"] = groups + [{column} for column in sorted(alone)]
    return (kind or ensemble.HistGradientBoostingRegressor)(
        learning_rate=settings["learningRate"],
        max_iter=settings["trees"],
        max_leaf_nodes=settings["maxLeaves"],
        min_samples_leaf=settings["minLeafRows"],
        l2_regularization=settings["l2"],
        max_bins=settings["maxBins"],
        random_state=0,
        categorical_features=settings.get("categories") or None,
        **stopping_early(settings),
        **options,
    )


def standardized(model):
    return pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler(), model)


def neighbours(settings):
    kinds = (neighbors.KNeighborsRegressor, neighbors.KNeighborsClassifier)
    weights = {"alike": "uniform", "byDistance": "distance"}
    return standardized(
        kinds[settings["task"] != "regression"](
            n_neighbors=settings["neighbours"], weights=weights[settings["weigh"]]
        )
    )


def bayes(settings):
    kind = settings["kind"]
    if kind == "gaussianBayes":
        model = naive_bayes.GaussianNB(var_smoothing=settings["smoothing"])
    elif kind == "bernoulliBayes":
        model = naive_bayes.BernoulliNB(alpha=settings["alpha"], binarize=settings["above"])
    elif kind == "multinomialBayes":
        model = naive_bayes.MultinomialNB(alpha=settings["alpha"])
    else:
        model = naive_bayes.CategoricalNB(alpha=settings["alpha"])
    return pipeline.make_pipeline(impute.SimpleImputer(), model)


class ScaledTarget:
    """A regressor whose target is brought to mean 0 and deviation 1, as ours does."""

    def __init__(self, model):
        self.model = model

    def fit(self, train, target):
        self.mean, self.deviation = target.mean(), target.std()
        self.model.fit(train, (target - self.mean) / self.deviation)
        return self

    def predict(self, asked):
        return self.mean + self.deviation * self.model.predict(asked)


def network(settings):
    options = {
        "hidden_layer_sizes": settings["hidden"],
        "alpha": settings["l2"],
        "learning_rate_init": settings["learningRate"],
        "batch_size": settings["batchRows"],
        "max_iter": settings["epochs"],
        "n_iter_no_change": settings["epochs"],
        "random_state": 0,
        **stopping_early(settings),
    }
    if settings["task"] != "regression":
        return standardized(neural_network.MLPClassifier(**options))
    return ScaledTarget(standardized(neural_network.MLPRegressor(**options)))


def members(settings):
    return [(str(place), make(own)) for place, own in enumerate(settings["members"])]


def tells_classes_apart(settings):
    kinds = ("logisticRegression", "multinomialRegression")
    return settings["kind"] in kinds or settings.get("task") in ("classification", "classes")


def voting(settings):
    weights = settings.get("weights")
    if tells_classes_apart(settings["members"][0]):
        return ensemble.VotingClassifier(members(settings), voting="soft", weights=weights)
    return ensemble.VotingRegressor(members(settings), weights=weights)


def stacking(settings):
    if tells_classes_apart(settings["members"][0]):
        return ensemble.StackingClassifier(members(settings), make(settings["final"]))
    return ensemble.StackingRegressor(members(settings), make(settings["final"]))


class MostFrequent(dummy.DummyClassifier):
    """Whose answer is the class."""

    predict_proba = property()


def naive(settings):
    kind = settings["kind"]
    if kind == "mostFrequentBaseline":
        return MostFrequent(strategy="most_frequent")
    if kind == "constantBaseline":
        return dummy.DummyRegressor(strategy="constant", constant=settings["value"])
    return dummy.DummyRegressor(strategy={"meanBaseline": "mean", "medianBaseline": "median"}[kind])


def calibrated(settings):
    methods = {"platt": "sigmoid"}
    by = settings["by"]
    return calibration.CalibratedClassifierCV(
        make(settings["of"]), method=methods.get(by, by), cv=settings["folds"], ensemble=False
    )


class Decided(model_selection.TunedThresholdClassifierCV):
    """Whose answer is the decision."""

    predict_proba = property()


def decided(settings):
    costs = settings["costs"]

    def gain(truth, said):
        false_yes = numpy.sum((truth == 0) & (said == 1))
        false_no = numpy.sum((truth == 1) & (said == 0))
        return -(costs["falseYes"] * false_yes + costs["falseNo"] * false_no)

    scoring = metrics.make_scorer(gain)
    return Decided(make(settings["of"]), scoring=scoring, cv=settings["folds"])


def make(settings):
    return maker(settings["kind"])(settings)


makers = {
    "nearestNeighbours": neighbours,
    "gaussianBayes": bayes,
    "bernoulliBayes": bayes,
    "multinomialBayes": bayes,
    "categoricalBayes": bayes,
    "neuralNetwork": network,
    "voting": voting,
    "stacking": stacking,
    "calibrated": calibrated,
    "decided": decided,
    "boostedTrees": boosted,
    "randomForest": forest,
    "extraTrees": forest,
    "decisionTree": forest,
    "meanBaseline": naive,
    "medianBaseline": naive,
    "mostFrequentBaseline": naive,
    "constantBaseline": naive,
}


def maker(kind):
    return makers.get(kind, linear)


def table(path, columns):
    """What a learner reads: numbers of 32 bits."""
    return numpy.fromfile(path).reshape(columns, -1).T.astype(numpy.float32).astype(float)


def predict(model, asked):
    if not hasattr(model, "predict_proba"):
        return model.predict(asked)
    shares = model.predict_proba(asked)
    return shares[:, 1] if shares.shape[1] == 2 else shares


def fit(model, train, target, case):
    if not case["weighted"]:
        model.fit(train, target)
        return
    last = f"{model.steps[-1][0]}__" if isinstance(model, pipeline.Pipeline) else ""
    weights = numpy.fromfile(folder / f"{case['set']}.weights")
    model.fit(train, target, **{f"{last}sample_weight": weights})


def answer(case):
    train = table(folder / f"{case['set']}.train", case["columns"])
    asked = table(folder / f"{case['set']}.asked", case["columns"])
    model = maker(case["learner"]["kind"])(
        {**case["learner"], "columns": case["columns"], "categories": case["categories"]}
    )
    fit(model, train, numpy.fromfile(folder / f"{case['target']}.target"), case)
    last = model[-1] if isinstance(model, pipeline.Pipeline) else model
    weights = getattr(last, "coef_", None)
    return {
        "weights": None if weights is None else [*weights.ravel(), *numpy.ravel(last.intercept_)],
        "predicted": predict(model, asked).tolist(),
        "outOfBag": getattr(model, "oob_score_", None),
    }


cases = json.loads((folder / "cases.json").read_text())
(folder / "answer.json").write_text(json.dumps([answer(case) for case in cases]))
