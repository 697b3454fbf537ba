import type { ExperimentsTable, Queries } from '../../storage/index.ts'
import { defaultExperiment } from './experiment.ts'

/** Makes the experiment for runs that name none, unless it is there. */
export async function insertDefaultExperiment(queries: Queries, now: Date): Promise<void> {
  await queries
    .insertInto('experiments')
    .values(newExperimentRow(defaultExperiment.number, defaultExperiment.name, now))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function newExperimentRow(
  id: number,
  name: string,
  now: Date,
  artifactLocation = `mlflow-artifacts:/${id}`,
): ExperimentsTable {
  return {
    experiment_id: id,
    name,
    artifact_location: artifactLocation,
    lifecycle: 'active',
    created_ms: now.getTime(),
    updated_ms: now.getTime(),
  }
}
