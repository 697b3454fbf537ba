"""What Evidently says of a column of texts, or of embeddings."""

import pandas
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType
from evidently.legacy.metrics.data_drift import embedding_drift_methods


def ask(case):
    return (ask_texts if case["kind"] == "text" else ask_embeddings)(case)


def ask_texts(case):
    """As its report asks: a test is chosen where none is named. The report itself asks each twice, and draws."""
    reference, current = (pandas.Series(case[side]).dropna() for side in ("reference", "current"))
    test = get_stattest(reference, current, ColumnType.Text, case["options"].get("text_method"))
    found = test(reference, current, ColumnType.Text, case["options"].get("text_threshold"))
    return {"score": float(found.drift_score), "drifted": float(found.drifted)}


def ask_embeddings(case):
    """As its metric chooses where no method is named, without the picture."""
    reference, current = (pandas.DataFrame(case[side]).add_prefix("e") for side in ("reference", "current"))
    name = case["options"].get("method")
    few = reference.shape[0] < 1000
    method = getattr(embedding_drift_methods, name)() if name else embedding_drift_methods.model(bootstrap=few)
    score, drifted, _ = method(current, reference)
    return {"score": float(score), "drifted": float(drifted)}
