/** What the registry keeps; a part of the schema. */
export interface RegistryTables {
  readonly model_versions: ModelVersionsTable
  readonly aliases: AliasesTable
  readonly alias_moves: AliasMovesTable
  readonly registered_models: RegisteredModelsTable
  readonly model_tags: ModelTagsTable
  readonly version_notes: VersionNotesTable
  readonly version_tags: VersionTagsTable
  readonly stage_moves: StageMovesTable
  readonly gate_examinations: GateExaminationsTable
  readonly webhooks: WebhooksTable
  readonly webhook_deliveries: WebhookDeliveriesTable
}

export interface ModelVersionsTable {
  model: string
  version: number
  created_at: string
  run_id: string | null
  /** Empty where it was trained elsewhere. */
  training_set_id: string
  content_digest: string
  files: string
  metrics: string
  signature: string
  details: string
}

export interface AliasesTable {
  model: string
  alias: string
  version: number
  moved_at: string
  revision: number
}

export interface AliasMovesTable {
  move_id: string
  sequence: number
  model: string
  alias: string
  from_version: number | null
  /** Null where the alias was taken away. */
  to_version: number | null
  moved_at: string
  moved_by: string
  reason: string | null
  gates: string
  examination_id: string | null
}

export interface RegisteredModelsTable {
  model: string
  description: string | null
  /** What people have written for its card. */
  card: string
  created_at: string
  updated_at: string
  is_deleted: 0 | 1
}

export interface ModelTagsTable {
  model: string
  key: string
  value: string
}

/** What may be said of a version later on; the version itself never changes. */
export interface VersionNotesTable {
  model: string
  version: number
  description: string | null
  stage: string
  mlflow_stage: string
  source: string | null
  logged_model_id: string | null
  run_link: string | null
  updated_at: string
  is_deleted: 0 | 1
}

export interface VersionTagsTable {
  model: string
  version: number
  key: string
  value: string
}

export interface StageMovesTable {
  move_id: string
  model: string
  version: number
  from_stage: string
  to_stage: string
  moved_at: string
  moved_by: string
  by_rule: 0 | 1
  reason: string | null
  examination_id: string | null
}

export interface GateExaminationsTable {
  examination_id: string
  model: string
  version: number
  alias: string
  against_version: number | null
  examined_at: string
  examined_by: string
  took_ms: number
  held: 0 | 1
  results: string
}

export interface WebhooksTable {
  webhook_id: string
  name: string
  url: string
  events: string
  /** The name of the variable that holds it: the secret itself is never kept. */
  secret: string | null
  description: string | null
  status: 'ACTIVE' | 'DISABLED'
  created_ms: number
  updated_ms: number
}

export interface WebhookDeliveriesTable {
  delivery_id: string
  webhook_id: string
  sequence: number
  event: string
  payload: string
  status: 'waiting' | 'delivered' | 'given up'
  attempt_count: number
  due_ms: number
  /** While one process sends it, others leave it alone. */
  taken_until_ms: number
  last_problem: string | null
  created_ms: number
  ended_ms: number | null
}
