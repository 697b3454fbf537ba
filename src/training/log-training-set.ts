import type { TrainingSet } from '../features/index.ts'
import type { LoggedDataset, RunId, RunRecords } from '../tracking/index.ts'

/** Says with a run what it learns from, so that it is found by that. */
export function logTrainingSet(
  { records }: { readonly records: RunRecords },
  runId: RunId,
  { id, view, version, digest, rowCount }: TrainingSet,
): Promise<void> {
  const dataset: LoggedDataset = {
    name: view,
    digest: digest.slice(0, 36),
    sourceType: 'groundswell',
    source: JSON.stringify({ trainingSet: id, version }),
    profile: JSON.stringify({ num_rows: rowCount }),
    tags: [{ key: 'mlflow.data.context', value: 'training' }],
  }
  return records.putDataset(runId, dataset)
}
