"""A day of a program that logs to MLflow at the given address. Prints what it read back, as JSON.

What it prints against `mlflow server` itself (3.17.2, on SQLite) is golden/tracking.json.
"""

import json
import math
import re
import sys
import tempfile
from pathlib import Path

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient

mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient()
answer = {}


def refused(work):
    try:
        work()
    except MlflowException as error:
        return [error.error_code, error.message]
    return "not refused"


# Experiments
experiment = mlflow.set_experiment("tides")
answer["same"] = mlflow.set_experiment("tides").experiment_id == experiment.experiment_id
mlflow.set_experiment_tag("sea", "atlantic")
answer["experiment"] = client.get_experiment_by_name("tides").tags
answer["default"] = client.get_experiment("0").name
answer["unknown"] = client.get_experiment_by_name("nowhere") is None
gone = client.create_experiment("gone", tags={"a": "b"})
client.delete_experiment(gone)
answer["deleted"] = client.get_experiment(gone).lifecycle_stage
answer["taken"] = refused(lambda: client.create_experiment("gone"))[0]
client.restore_experiment(gone)
client.rename_experiment(gone, "back")
answer["experiments"] = [
    each.name for each in client.search_experiments(order_by=["name ASC"])
]
answer["filtered"] = [
    each.name for each in client.search_experiments(filter_string="name LIKE 'ti%'")
]
answer["tagged"] = [
    each.name for each in client.search_experiments(filter_string="tags.sea = 'atlantic'")
]

# Runs
with mlflow.start_run(run_name="parent", description="first of all", tags={"team": "a"}) as parent:
    mlflow.log_param("depth", 3)
    mlflow.log_params({"rate": 0.5, "name of harbour": "Galway", "a/b": "c"})
    mlflow.log_metric("loss", 0.5, step=0)
    mlflow.log_metric("loss", 0.25, step=1)
    mlflow.log_metric("odd", float("nan"))
    mlflow.log_metric("huge", float("inf"))
    mlflow.log_metrics({"r2": 0.9, "höhe/max": 4.0}, step=2)
    mlflow.set_tag("stage", "first")
    mlflow.set_tags({"stage": "second", "gone": "x"})
    mlflow.delete_tag("gone")
    mlflow.log_text("high water", "notes/today.txt")
    mlflow.log_dict({"at": [1, 2]}, "settings.json")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sub").mkdir()
        Path(folder, "one.txt").write_text("1")
        Path(folder, "sub", "zwei & drei.txt").write_text("23")
        mlflow.log_artifact(str(Path(folder, "one.txt")))
        mlflow.log_artifacts(folder, artifact_path="all")
    for number in range(3):
        with mlflow.start_run(run_name=f"child {number}", nested=True):
            mlflow.log_param("number", number)
            mlflow.log_metric("score", number / 10)
run_id = parent.info.run_id

run = client.get_run(run_id)
answer["run"] = {
    "name": run.info.run_name,
    "status": run.info.status,
    "ended": run.info.end_time >= run.info.start_time,
    "params": run.data.params,
    "metrics": {k: ("NaN" if math.isnan(v) else v) for k, v in sorted(run.data.metrics.items())},
    "tags": {k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.")},
    "note": run.data.tags["mlflow.note.content"],
    "nameTag": run.data.tags["mlflow.runName"],
}
history = client.get_metric_history(run_id, "loss")
answer["history"] = [[each.step, each.value] for each in history]
answer["artifacts"] = sorted(
    each.path + ("/" if each.is_dir else "") for each in client.list_artifacts(run_id)
)
answer["nested"] = sorted(each.path for each in client.list_artifacts(run_id, "all/sub"))
answer["text"] = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/notes/today.txt")
answer["dict"] = mlflow.artifacts.load_dict(f"{run.info.artifact_uri}/settings.json")
with tempfile.TemporaryDirectory() as folder:
    local = mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="all", dst_path=folder)
    answer["downloaded"] = sorted(
        str(each.relative_to(local)) for each in Path(local).rglob("*") if each.is_file()
    )

# A run that fails, one that is taken up again, one that is deleted
try:
    with mlflow.start_run(run_name="failing"):
        raise ValueError("on purpose")
except ValueError:
    pass
with mlflow.start_run(run_id=run_id):
    mlflow.log_metric("loss", 0.125, step=2)
extra = client.create_run(experiment.experiment_id, run_name="extra")
client.delete_run(extra.info.run_id)
answer["writeDeleted"] = refused(lambda: client.log_metric(extra.info.run_id, "m", 1))
answer["onlyDeleted"] = [
    each.info.run_name
    for each in client.search_runs([experiment.experiment_id], run_view_type=ViewType.DELETED_ONLY)
]
client.restore_run(extra.info.run_id)
client.update_run(extra.info.run_id, status="KILLED", name="renamed")
renamed = client.get_run(extra.info.run_id)
answer["renamed"] = [
    renamed.info.run_name, renamed.info.status, renamed.data.tags["mlflow.runName"]
]


# Search
def names(filter_string="", **more):
    found = mlflow.search_runs(filter_string=filter_string, output_format="list", **more)
    return [each.info.run_name for each in found]


answer["search"] = {
    "metric": names("metrics.score > 0.05", order_by=["metrics.score DESC"]),
    "param": names("params.depth = '3'"),
    "quoted": names("params.`name of harbour` LIKE 'Gal%' AND metrics.\"höhe/max\" >= 4"),
    "case": names("params.`name of harbour` LIKE 'gal%'"),
    "anyCase": names("params.`name of harbour` ILIKE 'gal%'"),
    "parent": sorted(names(f"tags.mlflow.parentRunId = '{run_id}'")),
    "status": names("status = 'FAILED'"),
    "name": names("run_name LIKE 'child%' AND metrics.score < 0.15", order_by=["run_name DESC"]),
    "ids": names(f"attributes.run_id IN ('{run_id}')"),
    "lacking": names("params.number != '1'", order_by=["params.number"]),
    "noTag": sorted(names("tags.stage IS NULL AND params.number IS NOT NULL")),
    "page": len(names(max_results=2)),
    "frame": mlflow.search_runs(filter_string="params.depth = '3'")["metrics.loss"].tolist(),
    "started": len(names("start_time > 0 AND created < 99999999999999")),
}
pages, token = [], None
while True:
    page = client.search_runs(
        [experiment.experiment_id], order_by=["metrics.score ASC"], max_results=2, page_token=token
    )
    pages.append([each.info.run_name for each in page])
    token = page.token
    if not token:
        break
answer["pages"] = pages

# What is refused
answer["refused"] = {
    "param": refused(lambda: client.log_param(run_id, "depth", 4)),
    "key": refused(
        lambda: client.log_batch(run_id, metrics=[Metric("../up", 1.0, 1, 0)])
    )[0],
    "metrics": refused(
        lambda: client._tracking_client.store.log_batch(
            run_id, [Metric("m", 1.0, 1, at) for at in range(1001)], [], []
        )
    ),
    "twice": refused(
        lambda: client.log_batch(run_id, params=[Param("p", "1"), Param("p", "2")])
    )[0],
    "run": refused(lambda: client.get_run("f" * 32)),
    "filter": refused(lambda: names("metrics.loss >"))[0],
    "entity": refused(lambda: names("metricks.loss > 1"))[0],
    "order": refused(lambda: names(order_by=["metrics.loss NULLS LAST"]))[0],
    "artifact": refused(
        lambda: mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="none.txt")
    )
    != "not refused",
}
client.log_batch(run_id, tags=[RunTag("long", "x" * 9000)], params=[Param("depth", "3")])
answer["cut"] = len(client.get_run(run_id).data.tags["long"])

# Many points, in batches
with mlflow.start_run(run_name="long") as long:
    for start in range(0, 3000, 1000):
        client.log_batch(
            long.info.run_id,
            metrics=[Metric("wave", math.sin(at), at, at) for at in range(start, start + 1000)],
        )
points = client.get_metric_history(long.info.run_id, "wave")
answer["wave"] = [len(points), points[-1].step, points[1234].value == math.sin(1234)]

# Datasets
import pandas  # noqa: E402

dataset = mlflow.data.from_pandas(pandas.DataFrame({"a": [1, 2]}), name="waves")
with mlflow.start_run(run_name="reader"):
    mlflow.log_input(dataset, context="training")
answer["dataset"] = names("datasets.name = 'waves' AND dataset.context = 'training'")
reader = mlflow.search_runs(filter_string="run_name = 'reader'", output_format="list")[0]
answer["inputs"] = [
    [each.dataset.name, each.tags[0].value] for each in reader.inputs.dataset_inputs
]

# Ids differ from run to run.
print(re.sub("[0-9a-f]{32}", "<id>", json.dumps(answer)))
