/** What programs of others log; a part of the schema. */
export interface ExperimentTables {
  readonly experiments: ExperimentsTable
  readonly experiment_tags: ExperimentTagsTable
  readonly logged_runs: LoggedRunsTable
  readonly logged_params: LoggedParamsTable
  readonly logged_tags: LoggedTagsTable
  readonly latest_metrics: LatestMetricsTable
  readonly metric_chunks: MetricChunksTable
  readonly logged_datasets: LoggedDatasetsTable
  readonly logged_run_models: LoggedRunModelsTable
  readonly logged_files: LoggedFilesTable
  readonly logged_models: LoggedModelsTable
  readonly logged_model_params: LoggedModelParamsTable
  readonly logged_model_tags: LoggedModelTagsTable
  readonly logged_model_metrics: LoggedModelMetricsTable
  readonly tracking_journals: TrackingJournalsTable
}

/** Moments of experiments and logged runs are what clients tell: milliseconds since 1970, whatever they are. */
export interface ExperimentsTable {
  experiment_id: number
  name: string
  artifact_location: string
  lifecycle: 'active' | 'deleted'
  created_ms: number
  updated_ms: number
}

export interface ExperimentTagsTable {
  experiment_id: number
  key: string
  value: string
}

export interface LoggedRunsTable {
  run_id: string
  experiment_id: number
  name: string
  user_name: string
  status: string
  start_ms: number | null
  end_ms: number | null
  lifecycle: 'active' | 'deleted'
  deleted_ms: number | null
}

interface LoggedParamsTable {
  run_id: string
  key: string
  value: string
}

interface LoggedTagsTable {
  run_id: string
  key: string
  value: string
}

/** Of each metric of a run, the point of the greatest step, then time, then value. */
export interface LatestMetricsTable {
  run_id: string
  key: string
  step: number
  at_ms: number
  /** 0 where it is not a number: not every engine can hold a NaN. */
  value: number
  is_nan: 0 | 1
  about: string | null
}

/** Points of one metric that came in together: base64 of the steps, the times, the values, 8 bytes each. */
interface MetricChunksTable {
  run_id: string
  key: string
  chunk_no: number
  /** Of the content: what is sent again after a broken answer is not kept twice. */
  digest: string
  about: string | null
  point_count: number
  points: string
}

export interface LoggedDatasetsTable {
  run_id: string
  name: string
  digest: string
  context: string | null
  content: string
}

interface LoggedRunModelsTable {
  run_id: string
  direction: 'input' | 'output'
  model_id: string
  step: number
}

/** A file at a path below `mlflow-artifacts:/`. */
export interface LoggedFilesTable {
  path: string
  digest: string
  size_bytes: number
  media_type: string
  logged_ms: number
}

/** A model that a client of MLflow 3 has logged: a thing of its own, beside its run. */
export interface LoggedModelsTable {
  model_id: string
  experiment_id: number
  name: string
  source_run_id: string | null
  model_type: string | null
  status: string
  status_message: string | null
  created_ms: number
  updated_ms: number
  is_deleted: 0 | 1
}

interface LoggedModelParamsTable {
  model_id: string
  key: string
  value: string
}

interface LoggedModelTagsTable {
  model_id: string
  key: string
  value: string
}

/** Of each metric of a model on a dataset in a run, the newest point. */
export interface LoggedModelMetricsTable {
  model_id: string
  key: string
  /** Empty where the point told of none. */
  dataset_name: string
  dataset_digest: string
  run_id: string
  step: number
  at_ms: number
  value: number
  is_nan: 0 | 1
}

/** How far the journal of a tracked run was brought in. */
interface TrackingJournalsTable {
  journal: string
  run_id: string
  read_bytes: number
}
