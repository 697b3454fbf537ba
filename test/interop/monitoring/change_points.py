"""Where River and Frouros find changes in a series."""

import numpy
from frouros.detectors.concept_drift import DDM, EDDM, KSWIN, KSWINConfig
from river import drift


def ask(rule, values):
    return (ask_river if rule["kind"] in ("pageHinkley", "adwin") else ask_frouros)(rule, values)


def ask_river(rule, values):
    if rule["kind"] == "pageHinkley":
        detector = drift.PageHinkley(threshold=rule["threshold"], delta=rule["tolerance"])
        return [f"c{at}" for at, value in enumerate(values) if updated(detector, value)]
    # The helper alone goes on after a change; the detector around it starts anew.
    helper = drift.ADWIN(delta=rule["level"])._helper
    return [f"c{at}" for at, value in enumerate(values) if helper.update(value)]


def updated(detector, value):
    detector.update(value)
    return detector.drift_detected


def ask_frouros(rule, values):
    if rule["kind"] == "kswin":
        numpy.random.seed(rule["seed"])
        detector = KSWIN(config=KSWINConfig(alpha=rule["level"], seed=rule["seed"]))
    else:
        detector = {"ddm": DDM, "eddm": EDDM}[rule["kind"]]()
    found = []
    for at, value in enumerate(values):
        detector.update(value=value)
        if detector.drift:
            found.append(f"c{at}")
            detector.reset()
        elif getattr(detector, "warning", False):
            found.append(f"w{at}")
    return found
