import type { DatabaseSession } from '../../storage/index.ts'

/** The name of the experiment that a run lies in, one of the platform's or of a program. */
export async function findExperimentOf(
  { database }: { readonly database: DatabaseSession },
  runId: string,
): Promise<string | undefined> {
  const row = await database.queries
    .selectFrom('logged_runs')
    .innerJoin('experiments', 'experiments.experiment_id', 'logged_runs.experiment_id')
    .select('experiments.name')
    .where('run_id', '=', runId)
    .executeTakeFirst()
  return row?.name
}
