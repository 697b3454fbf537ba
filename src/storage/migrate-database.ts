import { sql, type Kysely } from 'kysely'
import type { Clock } from '../base/index.ts'
import type { DatabaseSession } from './database.ts'
import { storageErrors } from './errors.ts'
import type { Migration } from './migration.ts'
import { firstTables } from './migrations/001-first-tables.ts'
import { datasets } from './migrations/002-datasets.ts'
import { datasetRemovals } from './migrations/004-dataset-removals.ts'
import { sourceFiles } from './migrations/003-source-files.ts'
import { groups } from './migrations/005-groups.ts'
import { trainingSets } from './migrations/006-training-sets.ts'
import { checks } from './migrations/008-checks.ts'
import { experiments } from './migrations/010-experiments.ts'
import { registry } from './migrations/011-registry.ts'
import { schedules } from './migrations/012-schedules.ts'
import { cachedRuns } from './migrations/014-cached-runs.ts'
import { windowStatistics } from './migrations/013-window-statistics.ts'
import { cancelRequests } from './migrations/015-cancel-requests.ts'
import { apiKeys } from './migrations/018-api-keys.ts'
import { transformations } from './migrations/019-transformations.ts'
import { runProgress } from './migrations/020-run-progress.ts'
import { trackingJournals } from './migrations/024-tracking-journals.ts'
import { serviceChallenges } from './migrations/027-service-challenges.ts'
import { metricsByRun } from './migrations/029-metrics-by-run.ts'
import { monitors } from './migrations/033-monitors.ts'
import { retrainingDecisions } from './migrations/036-retraining-decisions.ts'

/** In order; the place of a migration, from one, is the schema version that it leads to. */
const migrations: readonly Migration[] = [
  firstTables,
  datasets,
  checks,
  groups,
  trainingSets,
  sourceFiles,
  datasetRemovals,
  experiments,
  registry,
  schedules,
  cachedRuns,
  cancelRequests,
  windowStatistics,
  apiKeys,
  trackingJournals,
  serviceChallenges,
  transformations,
  runProgress,
  monitors,
  retrainingDecisions,
  metricsByRun,
]

interface MigrationTables {
  readonly schema_migrations: { version: number; name: string; applied_at: string }
}

export interface MigrateDeps {
  readonly session: DatabaseSession
  readonly now: Clock
  /** Keeps a second process out until the transaction ends, where a transaction alone does not. */
  readonly lock?: (queries: Kysely<MigrationTables>) => Promise<void>
}

/**
 * Brings the schema to the newest version in one transaction: of several processes that start at once,
 * one does the work and the others find it done. Throws `storage.databaseIsNewer`.
 */
export async function migrateDatabase(
  deps: MigrateDeps,
  known: readonly Migration[] = migrations,
): Promise<void> {
  if ((await findVersion(asMigrationTables(deps.session))) === known.length) return
  await deps.session.transaction(async (session) => {
    const queries = asMigrationTables(session)
    await deps.lock?.(queries)
    await queries.schema
      .createTable('schema_migrations')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute()
    const found = await getVersion(queries)
    if (found > known.length) {
      throw storageErrors.databaseIsNewer({ found, known: known.length })
    }
    for (const [index, migration] of known.entries()) {
      if (index >= found) await apply(queries, migration, index + 1, deps.now())
    }
  })
}

/** The schema version, or undefined where it can't be read, as in a database that is still empty. */
async function findVersion(queries: Kysely<MigrationTables>): Promise<number | undefined> {
  try {
    return await getVersion(queries)
  } catch {
    // Why not is found out under the lock, where the same query is sent again.
    return undefined
  }
}

async function getVersion(queries: Kysely<MigrationTables>): Promise<number> {
  const row = await queries
    .selectFrom('schema_migrations')
    .select((select) => select.fn.max('version').as('version'))
    .executeTakeFirst()
  return row?.version ?? 0
}

async function apply(
  queries: Kysely<MigrationTables>,
  { name, statements }: Migration,
  version: number,
  at: Date,
): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(queries)
  await queries
    .insertInto('schema_migrations')
    .values({ version, name, applied_at: at.toISOString() })
    .execute()
}

function asMigrationTables(session: DatabaseSession): Kysely<MigrationTables> {
  return session.queries as unknown as Kysely<MigrationTables>
}
