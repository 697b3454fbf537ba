/** The tables of what services answer. */
export interface ServingTables {
  readonly prediction_batches: PredictionBatchesTable
  readonly service_challenges: ServiceChallengesTable
}

export interface PredictionBatchesTable {
  batch_id: string
  model: string
  version: number
  commit_id: string
  made_at: string
  run_id: string | null
  row_count: number
  details: string
}

/** A version that is tried beside the one that a service answers with. */
export interface ServiceChallengesTable {
  challenge_id: string
  service: string
  model: string
  version: number
  state: string
  started_at: string
  revision: number
  details: string
}
