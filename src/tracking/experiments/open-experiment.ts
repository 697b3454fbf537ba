import type { Queries } from '../../storage/index.ts'
import { longestExperimentName } from './experiment.ts'
import { newExperimentRow } from './insert-default-experiment.ts'

/** The number of the active experiment of a name, which is made where there is none: a deleted one gives its name up. */
export async function openExperiment(queries: Queries, name: string, now: Date): Promise<number> {
  const known = await queries
    .selectFrom('experiments')
    .select(['experiment_id', 'lifecycle'])
    .where('name', '=', name)
    .executeTakeFirst()
  if (known?.lifecycle === 'active') return known.experiment_id
  if (known !== undefined) {
    const suffix = ` (deleted, ${now.toISOString()})`
    await queries
      .updateTable('experiments')
      .set({ name: `${name.slice(0, longestExperimentName - suffix.length)}${suffix}` })
      .where('experiment_id', '=', known.experiment_id)
      .execute()
  }
  const number = await nextExperimentNumber(queries)
  await queries
    .insertInto('experiments')
    .values(newExperimentRow(number, name, now))
    .execute()
  return number
}

export async function nextExperimentNumber(queries: Queries): Promise<number> {
  const newest = await queries
    .selectFrom('experiments')
    .select((select) => select.fn.max('experiment_id').as('id'))
    .executeTakeFirst()
  return (newest?.id ?? 0) + 1
}
