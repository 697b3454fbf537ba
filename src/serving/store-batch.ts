import { appendRows, type AppendDeps } from '../features/index.ts'
import { linkLineage, sqlLineageStore } from '../tracking/index.ts'
import { insertBatch, type PredictionBatch } from './prediction-batch.ts'
import { predictionsGroup, toPredictionRow } from './predictions-group.ts'
import type { Prediction } from './prediction.ts'
import type { ServedModel } from './served-model.ts'

/**
 * Keeps predictions of one version as one commit of the predictions group, with the commits that they were read from.
 * Throws `storage.notUnique` where another has stored the very same meanwhile.
 */
export async function storeBatch(
  deps: AppendDeps,
  model: ServedModel,
  {
    batch,
    predictions,
    commitIds,
  }: {
    readonly batch: Omit<PredictionBatch, 'commitId' | 'rowCount'>
    readonly predictions: readonly Prediction[]
    readonly commitIds: readonly string[]
  },
): Promise<PredictionBatch> {
  const rows = predictions.map((prediction) => toPredictionRow(model, prediction))
  const counted = { ...batch, rowCount: rows.length }
  const commit = await appendRows(deps, predictionsGroup(model), rows, {
    runId: batch.runId,
    knownAt: batch.madeAt,
    alongside: async (session, { id: commitId }) => {
      // First, so that of two who store the same at once one is told before it writes more.
      await insertBatch(session, { ...counted, commitId })
      const to = { kind: 'prediction-batch', id: batch.id }
      const version = { kind: 'model-version', id: `${batch.model}/${batch.version}` }
      await linkLineage({ lineage: sqlLineageStore(session), now: deps.now }, [
        { from: version, to, relation: 'predicted' },
        ...commitIds.map((id) => ({ from: { kind: 'commit', id }, to, relation: 'read for' })),
        { from: to, to: { kind: 'commit', id: commitId }, relation: 'stored as' },
      ])
    },
  })
  return { ...counted, commitId: commit.id }
}
