import type { Queries } from '../../storage/index.ts'
import type { KeyValue } from './experiment.ts'
import type { LoggedDataset } from './logged-run.ts'

/** MLflow's name for what a dataset was used for. */
const contextTag = 'mlflow.data.context'

/** What a run has read; what it told before stays. */
export async function writeDatasets(
  queries: Queries,
  id: string,
  datasets: readonly LoggedDataset[],
): Promise<void> {
  for (const dataset of datasets) {
    const context = dataset.tags.find(({ key }: KeyValue) => key === contextTag)?.value ?? null
    const { name, digest } = dataset
    await queries
      .insertInto('logged_datasets')
      .values({ run_id: id, name, digest, context, content: JSON.stringify(dataset) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
