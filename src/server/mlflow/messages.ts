import type {
  Experiment,
  KeyValue,
  LoggedDataset,
  LoggedPoint,
  LoggedRun,
} from '../../tracking/index.ts'

export function toExperimentMessage(experiment: Experiment) {
  const { id, name, artifactLocation, lifecycle, createdMs, updatedMs, tags } = experiment
  return {
    experiment_id: id,
    name,
    artifact_location: artifactLocation,
    lifecycle_stage: lifecycle,
    last_update_time: updatedMs,
    creation_time: createdMs,
    tags: listed(tags),
  }
}

export function toRunMessage(run: LoggedRun) {
  return {
    info: toRunInfo(run),
    data: {
      metrics: listed(run.metrics.map((point) => toMetricMessage(point, run.id))),
      params: listed(run.params),
      tags: listed(run.tags),
    },
    inputs: {
      dataset_inputs: listed(run.datasets.map(toDatasetInput)),
      model_inputs: listed(run.inputModels.map(({ modelId }) => ({ model_id: modelId }))),
    },
    outputs: {
      model_outputs: listed(
        run.outputModels.map(({ modelId, step }) => ({ model_id: modelId, step })),
      ),
    },
  }
}

export function toRunInfo(run: LoggedRun) {
  return {
    run_id: run.id,
    run_uuid: run.id,
    run_name: run.name,
    experiment_id: run.experimentId,
    user_id: run.userName,
    status: run.status,
    start_time: run.startMs,
    end_time: run.endMs,
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycle,
  }
}

export function toMetricMessage({ key, value, atMs, step, origin }: LoggedPoint, runId?: string) {
  return {
    key,
    // JSON has no NaN.
    value: Number.isNaN(value) ? 'NaN' : value,
    timestamp: atMs,
    step,
    ...(origin === undefined
      ? {}
      : {
          model_id: origin.modelId,
          dataset_name: origin.datasetName,
          dataset_digest: origin.datasetDigest,
          run_id: runId,
        }),
  }
}

function toDatasetInput({ tags, sourceType, ...dataset }: LoggedDataset) {
  return { tags: listed<KeyValue>(tags), dataset: { ...dataset, source_type: sourceType } }
}

/** An empty list is left out, as protobuf does it. */
export function listed<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items
}
