import type { AccessTables } from './access-tables.ts'
import type { ExperimentTables } from './experiment-tables.ts'
import type { MonitoringTables } from './monitoring-tables.ts'
import type { RegistryTables } from './registry-tables.ts'
import type { RetrainingTables } from './retraining-tables.ts'
import type { ScheduleTables } from './schedule-tables.ts'
import type { ServingTables } from './serving-tables.ts'

/*
 * The tables of the metadata database as queries see them. Names are snake_case as in SQL; moments are
 * ISO 8601 texts in UTC with milliseconds, so that they sort as text; JSON is text; booleans are 0 and 1.
 */
export interface Schema
  extends
    AccessTables,
    ExperimentTables,
    MonitoringTables,
    RegistryTables,
    RetrainingTables,
    ScheduleTables,
    ServingTables {
  readonly runs: RunsTable
  readonly metrics: MetricsTable
  readonly run_logs: RunLogsTable
  readonly artifacts: ArtifactsTable
  readonly lineage_edges: LineageEdgesTable
  readonly deliveries: DeliveriesTable
  readonly source_files: SourceFilesTable
  readonly commits: CommitsTable
  readonly segments: SegmentsTable
  readonly training_sets: TrainingSetsTable
  readonly training_set_definitions: TrainingSetDefinitionsTable
  readonly training_set_profiles: TrainingSetProfilesTable
  readonly training_set_transformations: TrainingSetTransformationsTable
  readonly claims: ClaimsTable
  readonly dataset_versions: DatasetVersionsTable
  readonly dataset_aliases: DatasetAliasesTable
  readonly dataset_alias_moves: DatasetAliasMovesTable
  readonly dataset_removals: DatasetRemovalsTable
  readonly compactions: CompactionsTable
  readonly loaded_ranges: LoadedRangesTable
  readonly derived_inputs: DerivedInputsTable
  readonly check_reports: CheckReportsTable
  readonly window_statistics: WindowStatisticsTable
  readonly cancel_requests: CancelRequestsTable
  readonly run_progress: RunProgressTable
}

export interface RunsTable {
  run_id: string
  kind: string
  name: string
  parent_run_id: string | null
  status: string
  owner: string
  started_at: string
  ended_at: string | null
  settings: string
  code: string
  inputs: string
  outputs: string | null
  cache_key: string | null
  reason: string | null
  error: string | null
}

interface RunProgressTable {
  run_id: string
  work: string
  done: number
  total: number | null
}

export interface CancelRequestsTable {
  run_id: string
  requested_at: string
}

export interface MetricsTable {
  run_id: string
  name: string
  step: number
  /** Null where it is not a number: not every engine can hold a NaN. */
  value: number | null
  at: string
}

export interface RunLogsTable {
  run_id: string
  line_no: number
  at: string
  level: string
  text: string
}

export interface ArtifactsTable {
  run_id: string
  name: string
  digest: string
  size_bytes: number
  media_type: string
}

export interface LineageEdgesTable {
  from_kind: string
  from_id: string
  to_kind: string
  to_id: string
  relation: string
  at: string
}

export interface DeliveriesTable {
  delivery_id: string
  source: string
  group_name: string
  name: string
  digest: string
  size_bytes: number
  /** What told the file from an older one of its name when it was read: size and time, or an ETag. */
  stamp: string | null
  status: 'accepted' | 'refused'
  reason: string | null
  read_at: string
  /** The blob that holds the text together with others, or the file itself. */
  archive: string
  archived_as: 'text' | 'file'
  run_id: string | null
}

export interface SourceFilesTable {
  group_name: string
  name: string
  digest: string
  /** What told the file from an older one of its name when it was read last. */
  stamp: string
}

export interface CommitsTable {
  commit_id: string
  group_name: string
  sequence: number
  committed_at: string
  run_id: string | null
  row_count: number
  content_digest: string
  statistics: string
  schema: string
  checks: string
  kind: 'append' | 'upsert' | 'delete'
  committed_by: string | null
  code: string | null
  /** Which rows came late or corrected others; null for commits of the first release. */
  arrival: string | null
  min_event_at: string
  max_event_at: string
  size_bytes: number
}

export interface WindowStatisticsTable {
  group_name: string
  since: string
  until: string
  through_sequence: number
  measured_at: string
  row_count: number
  columns: string
}

export interface SegmentsTable {
  /** The first commit that it has rows of. */
  commit_id: string
  position: number
  digest: string
  row_count: number
  size_bytes: number
  min_event_at: string
  max_event_at: string
  /** Of the last commit that it has rows of, where compaction has put several together. */
  last_sequence: number | null
  /** The columns that it was written with; null where they are those of its commit. */
  columns: string | null
  deleted_count: number
}

export interface CompactionsTable {
  group_name: string
  made_at: string
  /** The newest commit that was compacted. */
  through_sequence: number
  /** What was superseded earlier is forgotten; null where all is kept. */
  history_from: string | null
}

/** A stretch of time of which a group's loader has brought in the rows. */
export interface LoadedRangesTable {
  group_name: string
  since: string
  until: string
  loaded_at: string
  row_count: number
  commit_id: string | null
}

/** How far a derived group has read the groups that it is made of. */
export interface DerivedInputsTable {
  group_name: string
  input_group: string
  sequence: number
}

export interface TrainingSetsTable {
  training_set_id: string
  view_name: string
  version: number
  digest: string
  definition_digest: string
  row_count: number
  split: string
  statistics: string
  commits: string
  created_at: string
  run_id: string | null
  bounds: string
}

export interface TrainingSetDefinitionsTable {
  training_set_id: string
  definition_digest: string
  features: string
  fingerprint: string
  frozen_at: string
}

export interface TrainingSetProfilesTable {
  training_set_id: string
  profile: string
}

export interface TrainingSetTransformationsTable {
  training_set_id: string
  model: string
  digest: string
  learned_at: string
  transformations: string
}

export interface ClaimsTable {
  name: string
  owner: string
  token: string
  claimed_at: string
}

export interface DatasetVersionsTable {
  dataset: string
  version: number
  /** The blob that lists the files: equal content has the same. */
  digest: string
  /** The blob that tells where the content of each file lies. */
  places: string
  kind: 'file' | 'folder'
  file_count: number
  size_bytes: number
  created_at: string
  message: string | null
  run_id: string | null
}

export interface DatasetAliasesTable {
  dataset: string
  alias: string
  version: number
  moved_at: string
  revision: number
}

export interface DatasetRemovalsTable {
  dataset: string
  version: number
  digest: string
  removed_at: string
  removed_by: string
  reason: string | null
}

export interface DatasetAliasMovesTable {
  move_id: string
  dataset: string
  alias: string
  from_version: number | null
  to_version: number
  moved_at: string
  moved_by: string
  reason: string | null
}

export interface CheckReportsTable {
  report_id: string
  subject_kind: 'group' | 'dataset' | 'table'
  subject: string
  /** The commit or the version that was judged; null where nothing has come in. */
  state: string | null
  judged_at: string
  run_id: string | null
  verdict: 'passed' | 'warned' | 'quarantined' | 'refused'
  row_count: number
  results: string
}
