import { dirname, resolve, sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { LoggedDataset } from '../experiments/logged-run.ts'
import {
  toLifecycle,
  toRunStatus,
  toText,
  type ForeignRun,
  type ForeignStore,
  type ForeignVersion,
} from './foreign-run.ts'
import { readFiles } from './read-file-store.ts'

type Row = Readonly<Record<string, string | number | bigint | null | Uint8Array>>

/** MLflow's own SQLite file. It is only read; files are found where it says, or below `artifacts`. */
export function sqliteStore(
  path: string,
  { artifacts }: { artifacts?: string } = {},
): ForeignStore {
  return {
    name: `the runs in ${path}`,
    async *runs() {
      const database = new DatabaseSync(path, { readOnly: true })
      const list = (sql: string, ...values: (string | number)[]): readonly Row[] =>
        database.prepare(sql).all(...values)
      try {
        const experiments = new Map(
          list('select * from experiments').map((row) => [Number(row['experiment_id']), row]),
        )
        for (const run of list('select * from runs order by start_time, run_uuid')) {
          const experiment = experiments.get(Number(run['experiment_id']))
          if (experiment === undefined) continue
          const folder = findFolder(toText(run['artifact_uri']), path, artifacts)
          const files = folder === undefined ? [] : await readFiles(folder)
          yield { ...toRun(list, run, experiment), files }
        }
      } finally {
        database.close()
      }
    },
    async *versions() {
      const database = new DatabaseSync(path, { readOnly: true })
      const list = (sql: string, ...values: (string | number)[]): readonly Row[] =>
        database.prepare(sql).all(...values)
      try {
        if (!hasTable(list, 'model_versions')) return
        for (const row of list('select * from model_versions order by name, version')) {
          if (toText(row['current_stage']) === 'Deleted_Internal') continue
          const folder = findFolder(placeOf(list, row), path, artifacts)
          yield {
            ...toVersion(list, row),
            files: folder === undefined ? [] : await readFiles(folder),
          }
        }
      } finally {
        database.close()
      }
    },
  }
}

function hasTable(list: List, name: string): boolean {
  return list("select 1 from sqlite_master where type = 'table' and name = ?", name).length > 0
}

/** Where the files of a version are: its own place, or that of the logged model that it was made of. */
function placeOf(list: List, version: Row): string {
  const source = toText(version['source'])
  const [, id] = /^models:\/(m-[\da-f]+)$/.exec(source) ?? []
  if (id === undefined || !hasTable(list, 'logged_models')) {
    return toText(version['storage_location']) || source
  }
  const [model] = list('select artifact_location from logged_models where model_id = ?', id)
  return toText(model?.['artifact_location'])
}

function toVersion(list: List, row: Row): Omit<ForeignVersion, 'files'> {
  const name = toText(row['name'])
  const version = Number(row['version'])
  const [model] = list('select * from registered_models where name = ?', name)
  const tagged = 'select key, value from model_version_tags where name = ? and version = ?'
  const aliased = 'select alias from registered_model_aliases where name = ? and version = ?'
  return {
    model: {
      name,
      description: toText(model?.['description']),
      tags: list('select key, value from registered_model_tags where name = ?', name).map(toPair),
    },
    version,
    createdMs: Number(row['creation_time'] ?? 0),
    description: toText(row['description']),
    tags: list(tagged, name, version).map(toPair),
    stage: toText(row['current_stage']),
    aliases: hasTable(list, 'registered_model_aliases')
      ? list(aliased, name, version).map(({ alias }) => toText(alias))
      : [],
    runId: toText(row['run_id']),
    source: toText(row['source']),
  }
}

type List = (sql: string, ...values: (string | number)[]) => readonly Row[]

function toRun(list: List, run: Row, experiment: Row): Omit<ForeignRun, 'files'> {
  const id = toText(run['run_uuid'])
  const number = Number(experiment['experiment_id'])
  const pairs = (table: 'params' | 'tags') =>
    list(`select key, value from ${table} where run_uuid = ? order by key`, id).map(toPair)
  return {
    id,
    experiment: {
      name: toText(experiment['name']),
      lifecycle: toLifecycle(experiment['lifecycle_stage']),
      tags: list('select key, value from experiment_tags where experiment_id = ?', number).map(
        toPair,
      ),
    },
    name: toText(run['name']),
    userName: toText(run['user_id']),
    status: toRunStatus(run['status']),
    startMs: whole(run['start_time']),
    endMs: whole(run['end_time']),
    lifecycle: toLifecycle(run['lifecycle_stage']),
    params: pairs('params'),
    tags: pairs('tags'),
    points: list(
      'select key, value, timestamp, step, is_nan from metrics where run_uuid = ? order by key, step, timestamp',
      id,
    ).map((row) => ({
      key: toText(row['key']),
      value: Number(row['is_nan']) === 1 ? Number.NaN : Number(row['value']),
      atMs: Number(row['timestamp']),
      step: Number(row['step']),
    })),
    datasets: readDatasets(list, id),
  }
}

function readDatasets(list: List, id: string): LoggedDataset[] {
  const rows = list(
    `select i.input_uuid, d.* from inputs as i inner join datasets as d on d.dataset_uuid = i.source_id
     where i.source_type = 'DATASET' and i.destination_type = 'RUN' and i.destination_id = ?`,
    id,
  )
  return rows.map((row) => ({
    name: toText(row['name']),
    digest: toText(row['digest']),
    sourceType: toText(row['dataset_source_type']),
    source: toText(row['dataset_source']),
    ...(row['dataset_schema'] === null ? {} : { schema: toText(row['dataset_schema']) }),
    ...(row['dataset_profile'] === null ? {} : { profile: toText(row['dataset_profile']) }),
    tags: list(
      'select name as key, value from input_tags where input_uuid = ?',
      toText(row['input_uuid']),
    ).map(toPair),
  }))
}

/**
 * A server with its own folder of files says `mlflow-artifacts:/`; that folder stands beside, or is named. What a
 * database of somebody else's says of other places of this machine is not followed.
 */
function findFolder(uri: string, path: string, artifacts: string | undefined): string | undefined {
  const beside = dirname(resolve(path))
  const [, proxied] = /^mlflow-artifacts:\/*(?:[^/]*:\d+\/+)?(.*)$/.exec(uri) ?? []
  const base = resolve(
    artifacts ?? (proxied === undefined ? beside : resolve(beside, 'mlartifacts')),
  )
  if (proxied !== undefined) return within(base, resolve(base, proxied))
  if (uri.startsWith('file:')) return within(base, fileURLToPath(uri))
  return /^[a-z][a-z\d+.-]+:/i.test(uri) || uri === ''
    ? undefined
    : within(base, resolve(beside, uri))
}

function within(base: string, folder: string): string | undefined {
  return folder.startsWith(`${base}${sep}`) ? folder : undefined
}

function toPair(row: Row) {
  return { key: toText(row['key']), value: toText(row['value']) }
}

function whole(value: Row[string] | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}
