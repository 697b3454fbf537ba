"""Models by a program with MLflow's client at the given address: logged, loaded, registered, promoted.

What it prints against `mlflow server` itself (3.17.2, on SQLite) is golden/models.json.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

import mlflow
import numpy
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from mlflow.tracking import MlflowClient
from sklearn.linear_model import LinearRegression

mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient()
is_three = mlflow.__version__.startswith("3")
answer = {}


def refused(work):
    try:
        work()
    except MlflowException as error:
        return [error.error_code, error.message]
    return "not refused"


rows = numpy.array([[1.0, 2.0], [2.0, 1.0], [3.0, 5.0], [4.0, 3.0]])
model = LinearRegression().fit(rows, rows @ numpy.array([2.0, 0.5]) + 1)
said = [round(value, 9) for value in model.predict(rows).tolist()]


def says(uri):
    return [round(value, 9) for value in mlflow.sklearn.load_model(uri).predict(rows).tolist()] == said


# Logged and loaded
mlflow.set_experiment("models")
with mlflow.start_run(run_name="fit") as run:
    mlflow.log_param("alpha", "1")
    mlflow.log_metric("loss", 0.25)
    named = {"name": "model"} if is_three else {"artifact_path": "model"}
    # The newest client would take a further package.
    named["serialization_format"] = "cloudpickle"
    info = mlflow.sklearn.log_model(
        model, **named, signature=infer_signature(rows, model.predict(rows)), input_example=rows[:2]
    )
answer["loaded"] = says(info.model_uri)
answer["byRun"] = says(f"runs:/{run.info.run_id}/model")
answer["function"] = mlflow.pyfunc.load_model(info.model_uri).predict(rows).round(9).tolist() == said
with tempfile.TemporaryDirectory() as folder:
    path = mlflow.artifacts.download_artifacts(info.model_uri, dst_path=folder)
    answer["files"] = "MLmodel" in {each.name for each in Path(path).iterdir()}

# Registered
first = mlflow.register_model(f"runs:/{run.info.run_id}/model", "tide-model", tags={"sea": "north"})
with mlflow.start_run(run_name="again"):
    mlflow.sklearn.log_model(model, **named, registered_model_name="tide-model")
answer["version"] = [first.name, int(first.version), first.status, first.run_id == run.info.run_id]
client.update_registered_model("tide-model", "heights of tides")
client.update_model_version("tide-model", "1", "the first")
client.set_registered_model_tag("tide-model", "team", "a")
client.set_model_version_tag("tide-model", "2", "season", "winter")
client.set_registered_model_alias("tide-model", "champion", "1")
client.set_registered_model_alias("tide-model", "challenger", "2")
answer["registered"] = says("models:/tide-model/1") and says("models:/tide-model@champion")
answer["latest"] = says("models:/tide-model/latest")
registered = client.get_registered_model("tide-model")
answer["model"] = [
    registered.description,
    registered.tags,
    {k: int(v) for k, v in sorted(registered.aliases.items())},
    [int(each.version) for each in registered.latest_versions],
]
second = client.get_model_version("tide-model", "2")
answer["second"] = [second.current_stage, second.tags, list(second.aliases), second.description]
answer["byAlias"] = int(client.get_model_version_by_alias("tide-model", "challenger").version)
client.delete_registered_model_alias("tide-model", "challenger")
client.delete_model_version_tag("tide-model", "2", "season")
client.delete_registered_model_tag("tide-model", "team")
client.delete_registered_model_tag("tide-model", "none")

# Stages of older clients
if not is_three:
    client.transition_model_version_stage("tide-model", "1", "production")
    client.transition_model_version_stage(
        "tide-model", "2", "Production", archive_existing_versions=True
    )
    answer_stages = [client.get_model_version("tide-model", n).current_stage for n in ("1", "2")]
    assert answer_stages == ["Archived", "Production"], answer_stages
    assert says("models:/tide-model/Production")

# Search
client.create_registered_model("wind-model", tags={"team": "b"}, description="winds")
answer["search"] = {
    "all": [each.name for each in client.search_registered_models()],
    "name": [each.name for each in client.search_registered_models("name LIKE 'wind%'")],
    "tag": [each.name for each in client.search_registered_models("tags.team = 'b'")],
    "ordered": [each.name for each in client.search_registered_models(order_by=["name DESC"])],
    "versions": sorted(
        int(each.version) for each in client.search_model_versions("name = 'tide-model'")
    ),
    "run": [
        int(each.version)
        for each in client.search_model_versions(f"run_id = '{run.info.run_id}'")
    ],
    "versionTag": [
        int(each.version) for each in client.search_model_versions("tags.sea = 'north'")
    ],
    "page": len(client.search_registered_models(max_results=1)),
}

# Copied, renamed, deleted
copied = client.copy_model_version("models:/tide-model/1", "other-model")
answer["copied"] = [copied.name, int(copied.version), says("models:/other-model/1")]
client.rename_registered_model("wind-model", "gale-model")
answer["renamed"] = client.get_registered_model("gale-model").description
client.delete_model_version("tide-model", "2")
with mlflow.start_run(run_name="third"):
    mlflow.sklearn.log_model(model, **named, registered_model_name="tide-model")
answer["numbers"] = sorted(
    int(each.version) for each in client.search_model_versions("name = 'tide-model'")
)
client.delete_registered_model("gale-model")

# What is refused
answer["refused"] = {
    "taken": refused(lambda: client.create_registered_model("tide-model")),
    "model": refused(lambda: client.get_registered_model("nothing"))[0],
    "version": refused(lambda: client.get_model_version("tide-model", "9")),
    "deleted": refused(lambda: client.get_model_version("tide-model", "2"))[0],
    "alias": refused(lambda: client.get_model_version_by_alias("tide-model", "none")),
    "aliasVersion": refused(
        lambda: client.set_registered_model_alias("tide-model", "champion", "9")
    )[0],
    "aliasName": refused(lambda: client.set_registered_model_alias("tide-model", "v1", "1"))[0],
    "name": refused(lambda: client.create_registered_model("a/b"))[0],
    "source": refused(
        lambda: client.create_model_version("tide-model", "file:///etc", run.info.run_id)
    )[0],
    "dots": refused(
        lambda: client.create_model_version(
            "tide-model", "mlflow-artifacts:/1/../../etc", run.info.run_id
        )
    )[0],
    "filter": refused(lambda: client.search_registered_models("colour = 'red'"))[0],
}

# Logged by the library itself
mlflow.autolog(silent=True)
with mlflow.start_run(run_name="auto") as auto:
    LinearRegression().fit(rows, rows[:, 0])
mlflow.autolog(disable=True, silent=True)
found = client.get_run(auto.info.run_id).data
answer["auto"] = [
    found.params["fit_intercept"],
    sorted(found.metrics),
    found.tags["estimator_name"],
]
answer["autoLoaded"] = (
    mlflow.sklearn.load_model(f"runs:/{auto.info.run_id}/model").predict(rows).round(6).tolist()
)

# Things of their own, with clients of MLflow 3
if is_three:
    logged = client.get_logged_model(info.model_id)
    three = [
        logged.name,
        logged.status.value,
        logged.source_run_id == run.info.run_id,
        {k: v for k, v in logged.params.items()},
        sorted((each.key, each.value) for each in logged.metrics),
    ]
    assert three == ["model", "READY", True, {"alpha": "1"}, [("loss", 0.25)]], three
    experiment = client.get_experiment_by_name("models").experiment_id
    by_metric = client.search_logged_models([experiment], filter_string="metrics.loss < 0.5")
    assert [each.model_id for each in by_metric] == [info.model_id]
    client.set_logged_model_tags(info.model_id, {"kind": "linear"})
    tagged = client.search_logged_models([experiment], filter_string="tags.kind = 'linear'")
    assert [each.model_id for each in tagged] == [info.model_id]
    client.delete_logged_model_tag(info.model_id, "kind")
    ordered = client.search_logged_models(
        [experiment], order_by=[{"field_name": "creation_timestamp", "ascending": True}]
    )
    assert ordered[0].model_id == info.model_id and len(ordered) == 4, len(ordered)
    client.delete_logged_model(info.model_id)
    assert refused(lambda: client.get_logged_model(info.model_id))[0] == "RESOURCE_DOES_NOT_EXIST"
    # A version stays when what it was registered from goes.
    assert says("models:/tide-model@champion")

# Ids differ from run to run.
print(re.sub("[0-9a-f]{32}", "<id>", json.dumps(answer)))
