import { digestOfValue, type Branded } from '../base/index.ts'
import type { DatabaseSession, PredictionBatchesTable } from '../storage/index.ts'
import type { PredictionOrigin } from './prediction.ts'

export type PredictionBatchId = Branded<'PredictionBatchId'>

/** Predictions of one version that were stored together, as one commit of the predictions group. */
export interface PredictionBatch {
  readonly id: PredictionBatchId
  readonly model: string
  readonly version: number
  /** The commit of the predictions group that holds them. */
  readonly commitId: string
  readonly madeAt: Date
  readonly runId: string | undefined
  readonly rowCount: number
  readonly origin: PredictionOrigin
  /** Of a batch: it uses nothing that was known later. */
  readonly knownBy?: Date
  readonly service?: string
  /** Of online predictions: the journal that they came from. */
  readonly journal?: string
}

/** The same content always has the same id: that is what makes a repetition find the first. */
export function batchIdOf(content: unknown): PredictionBatchId {
  return `bat_${digestOfValue(content).slice(0, 24)}` as PredictionBatchId
}

export async function insertBatch(
  { queries }: DatabaseSession,
  batch: PredictionBatch,
): Promise<void> {
  const { origin, knownBy, service, journal } = batch
  await queries
    .insertInto('prediction_batches')
    .values({
      batch_id: batch.id,
      model: batch.model,
      version: batch.version,
      commit_id: batch.commitId,
      made_at: batch.madeAt.toISOString(),
      run_id: batch.runId ?? null,
      row_count: batch.rowCount,
      details: JSON.stringify({ origin, knownBy, service, journal }),
    })
    .execute()
}

export async function findBatch(
  { queries }: DatabaseSession,
  id: string,
): Promise<PredictionBatch | undefined> {
  const row = await queries
    .selectFrom('prediction_batches')
    .selectAll()
    .where('batch_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : toBatch(row)
}

/** Newest first. */
export async function listBatches(
  { queries }: DatabaseSession,
  model: string,
  limit = 100,
): Promise<PredictionBatch[]> {
  const rows = await queries
    .selectFrom('prediction_batches')
    .selectAll()
    .where('model', '=', model)
    .orderBy('made_at', 'desc')
    .orderBy('batch_id')
    .limit(limit)
    .execute()
  return rows.map(toBatch)
}

function toBatch(row: PredictionBatchesTable): PredictionBatch {
  const { knownBy, ...details } = JSON.parse(row.details) as Pick<
    PredictionBatch,
    'origin' | 'service' | 'journal'
  > & { readonly knownBy?: string }
  return {
    id: row.batch_id as PredictionBatchId,
    model: row.model,
    version: row.version,
    commitId: row.commit_id,
    madeAt: new Date(row.made_at),
    runId: row.run_id ?? undefined,
    rowCount: row.row_count,
    ...details,
    ...(knownBy === undefined ? {} : { knownBy: new Date(knownBy) }),
  }
}
