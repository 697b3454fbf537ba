"""A step's program that logs as one would anywhere; gives what a client then finds."""
import json
import os

import mlflow

with mlflow.start_run(run_name="fit"):
    mlflow.log_param("trees", 30)
    mlflow.log_metric("mae", 0.4)
    with mlflow.start_run(run_name="fold", nested=True) as fold:
        mlflow.log_metric("mae", 0.5)
    run = mlflow.active_run()

client = mlflow.MlflowClient()
parent = client.get_run(os.environ["SWELL_RUN"])
below = client.search_runs(
    [run.info.experiment_id], f"tags.`mlflow.parentRunId` = '{parent.info.run_id}'"
)
found = {
    "experiment": client.get_experiment(run.info.experiment_id).name,
    "parent": parent.data.tags["mlflow.runName"],
    "isInOneExperiment": parent.info.experiment_id == run.info.experiment_id,
    "below": [each.data.tags["mlflow.runName"] for each in below],
    "foldIsBelowFit": fold.data.tags["mlflow.parentRunId"] == run.info.run_id,
    "step": run.data.tags["swell.step"],
}
with open(os.path.join(os.environ["SWELL_OUTPUTS"], "found.json"), "w") as file:
    json.dump(found, file)
