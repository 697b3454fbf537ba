import { digestOfValue } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { LearnedTransformations } from './training-set.ts'

/** What models learned to transform columns with, kept with the training set. */
export function sqlTransformations(
  database: DatabaseSession,
): Pick<TrainingSetStore, 'addTransformations' | 'listTransformations'> {
  return {
    async addTransformations(id, { model, learnedAt, fitted }) {
      await database.queries
        .insertInto('training_set_transformations')
        .values({
          training_set_id: id,
          model,
          digest: digestOfValue(fitted),
          learned_at: learnedAt.toISOString(),
          transformations: JSON.stringify(fitted),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async listTransformations(id) {
      const rows = await database.queries
        .selectFrom('training_set_transformations')
        .selectAll()
        .where('training_set_id', '=', id)
        .orderBy('learned_at', 'desc')
        .orderBy('model')
        .execute()
      return rows.map((row) => ({
        model: row.model,
        learnedAt: new Date(row.learned_at),
        fitted: JSON.parse(row.transformations) as LearnedTransformations['fitted'],
      }))
    },
  }
}
