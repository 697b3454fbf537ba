import type { Digest } from '../../base/index.ts'
import type { Profile } from '../../data/index.ts'
import type { DatabaseSession, TrainingSetsTable } from '../../storage/index.ts'
import { sqlTransformations } from './sql-transformations.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { FrozenDefinition, TrainingSet, TrainingSetId } from './training-set.ts'

export function sqlTrainingSetStore(database: DatabaseSession): TrainingSetStore {
  return {
    async list(view) {
      const query = database.queries.selectFrom('training_sets').selectAll()
      // Two processes' clocks may differ; versions are given in order.
      const ordered =
        view === undefined
          ? query.orderBy('created_at', 'desc')
          : query.where('view_name', '=', view)
      return (await ordered.orderBy('version', 'desc').execute()).map(toTrainingSet)
    },

    async find(id) {
      const row = await database.queries
        .selectFrom('training_sets')
        .selectAll()
        .where('training_set_id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : toTrainingSet(row)
    },

    async findVersion(view, version) {
      const row = await database.queries
        .selectFrom('training_sets')
        .selectAll()
        .where('view_name', '=', view)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? undefined : toTrainingSet(row)
    },

    async findByDefinition(view, definition) {
      const row = await database.queries
        .selectFrom('training_sets')
        .innerJoin(
          'training_set_definitions',
          'training_set_definitions.training_set_id',
          'training_sets.training_set_id',
        )
        .selectAll('training_sets')
        .where('view_name', '=', view)
        .where('training_set_definitions.definition_digest', '=', definition)
        .orderBy('version', 'desc')
        .executeTakeFirst()
      return row === undefined ? undefined : toTrainingSet(row)
    },

    async findByRows(view, digest) {
      const row = await database.queries
        .selectFrom('training_sets')
        .selectAll()
        .where('view_name', '=', view)
        .where('digest', '=', digest)
        .orderBy('version', 'desc')
        .executeTakeFirst()
      return row === undefined ? undefined : toTrainingSet(row)
    },

    async insert(set, profile) {
      return database.transaction(async ({ queries }) => {
        const newest = await queries
          .selectFrom('training_sets')
          .select((e) => e.fn.max('version').as('version'))
          .where('view_name', '=', set.view)
          .executeTakeFirst()
        const made = { ...set, version: (newest?.version ?? 0) + 1 }
        await queries.insertInto('training_sets').values(toRow(made)).execute()
        await queries
          .insertInto('training_set_profiles')
          .values({ training_set_id: made.id, profile: JSON.stringify(profile) })
          .execute()
        return made
      })
    },

    async findProfile(id) {
      const row = await database.queries
        .selectFrom('training_set_profiles')
        .select('profile')
        .where('training_set_id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : (JSON.parse(row.profile) as Profile)
    },

    async addDefinition(id, { digest, features, fingerprint, frozenAt }) {
      await database.queries
        .insertInto('training_set_definitions')
        .values({
          training_set_id: id,
          definition_digest: digest,
          features: JSON.stringify(features),
          fingerprint,
          frozen_at: frozenAt.toISOString(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async listDefinitions(id) {
      const rows = await database.queries
        .selectFrom('training_set_definitions')
        .selectAll()
        .where('training_set_id', '=', id)
        .orderBy('frozen_at', 'desc')
        .execute()
      return rows.map((row) => ({
        digest: row.definition_digest as Digest,
        features: JSON.parse(row.features) as FrozenDefinition['features'],
        fingerprint: row.fingerprint,
        frozenAt: new Date(row.frozen_at),
      }))
    },

    ...sqlTransformations(database),
  }
}

function toRow(set: TrainingSet): TrainingSetsTable {
  return {
    training_set_id: set.id,
    view_name: set.view,
    version: set.version,
    digest: set.digest,
    definition_digest: set.definitionDigest,
    row_count: set.rowCount,
    split: JSON.stringify(set.split),
    statistics: JSON.stringify(set.statistics),
    commits: JSON.stringify(set.commits),
    created_at: set.createdAt.toISOString(),
    run_id: set.runId ?? null,
    bounds: JSON.stringify(set.bounds),
  }
}

function toTrainingSet(row: TrainingSetsTable): TrainingSet {
  return {
    id: row.training_set_id as TrainingSetId,
    view: row.view_name,
    version: row.version,
    digest: row.digest as Digest,
    definitionDigest: row.definition_digest as Digest,
    rowCount: row.row_count,
    split: JSON.parse(row.split) as TrainingSet['split'],
    bounds: JSON.parse(row.bounds) as TrainingSet['bounds'],
    statistics: JSON.parse(row.statistics) as TrainingSet['statistics'],
    commits: JSON.parse(row.commits) as TrainingSet['commits'],
    createdAt: new Date(row.created_at),
    runId: row.run_id ?? undefined,
  }
}
