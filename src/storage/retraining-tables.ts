/** What was decided of models in production. */
export interface RetrainingTables {
  readonly retraining_decisions: RetrainingDecisionsTable
}

export interface RetrainingDecisionsTable {
  decision_id: string
  model: string
  policy: string
  state: string
  started_at: string
  decided_at: string | null
  revision: number
  details: string
}
