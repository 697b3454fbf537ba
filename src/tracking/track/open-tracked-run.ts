import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { maskSecrets } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { defaultExperiment, type KeyValue } from '../experiments/experiment.ts'
import { parseLoggedKey } from '../experiments/logged-key.ts'
import { openExperiment } from '../experiments/open-experiment.ts'
import { sqlLoggedRunStore } from '../experiments/sql-logged-run-store.ts'
import type { LoggedRun } from '../experiments/logged-run.ts'
import { journalPath } from './bring-in.ts'
import { openJournal, type Journal } from './journal.ts'
import { journalWriter, type JournalWriter } from './journal-writer.ts'
import { keepFiles } from './keep-files.ts'
import { noteCode } from './note-code.ts'
import { toTexts } from './to-texts.ts'
import type { TrackDeps } from './track-deps.ts'
import type { PartOptions, TrackedRun } from './tracked-run.ts'
import { watchSystem } from './watch-system.ts'

export interface TrackStart extends PartOptions {
  /** That of the parent, or the default one, if it is absent. */
  readonly experiment?: string
  /** The run to go on with, instead of a new one. */
  readonly resume?: string
  /** The run that it lies below. */
  readonly parent?: string
}

const noteTag = 'mlflow.note.content'
const usualSystemMs = 10_000

/** A run that is open until `end` is called. */
export interface OpenedRun {
  readonly run: TrackedRun
  end(error?: unknown): Promise<void>
}

/** Opens a new run, or one that is there. Throws `loggedRunNotFound`, `loggedRunNotActive` or `paramChanged`. */
async function openTrackedRun(deps: TrackDeps, start: TrackStart): Promise<OpenedRun> {
  const runs = sqlLoggedRunStore({ session: deps.database, now: deps.now })
  const logged = await (start.resume === undefined
    ? createRun(deps, start)
    : runs.update(start.resume, { status: 'RUNNING' }))
  const journal = await startJournal(deps, logged.id)
  const writer = journalWriter(deps, journal)
  const experiment = await experimentName(deps.database, logged)
  const run = toTrackedRun(deps, { logged, experiment, writer })
  if (start.resume === undefined) await noteCode(deps, logged.id)
  for (const [key, value] of Object.entries(tagsOf(start))) run.tag(key, value)
  if (start.params !== undefined) await run.params(start.params)
  const { systemEveryMs = usualSystemMs } = start
  const system =
    systemEveryMs === false
      ? undefined
      : watchSystem({ everyMs: systemEveryMs, folder: deps.folder, record: writer.system })
  return {
    run,
    async end(error) {
      await system?.stop()
      if (error !== undefined) run.tag('swell.error', describe(error))
      await writer.close()
      const status = error === undefined ? 'FINISHED' : 'FAILED'
      await runs.update(logged.id, { status, endMs: deps.now().getTime() })
    },
  }
}

/** Does work as a run: it is finished when the work is, and failed when that throws. */
export async function trackWork<Result>(
  deps: TrackDeps,
  start: TrackStart,
  work: (run: TrackedRun) => Promise<Result> | Result,
): Promise<Result> {
  const { run, end } = await openTrackedRun(deps, start)
  let result: Result
  try {
    result = await work(run)
  } catch (error) {
    await end(error)
    throw error
  }
  await end()
  return result
}

async function createRun(deps: TrackDeps, start: TrackStart): Promise<LoggedRun> {
  const { database, now, userName } = deps
  const runs = sqlLoggedRunStore({ session: database, now })
  const parent = start.parent === undefined ? undefined : await runs.get(start.parent)
  const number =
    start.experiment === undefined
      ? Number(parent?.experimentId ?? defaultExperiment.number)
      : await database.transaction(({ queries }) =>
          openExperiment(queries, start.experiment ?? '', now()),
        )
  const parentTag = parent && { key: 'mlflow.parentRunId', value: parent.id }
  return runs.create({
    experimentId: String(number),
    userName,
    startMs: now().getTime(),
    ...(start.name === undefined ? {} : { name: start.name }),
    tags: [
      { key: 'mlflow.user', value: userName },
      { key: 'mlflow.source.name', value: basename(process.argv[1] ?? 'node') },
      { key: 'mlflow.source.type', value: 'LOCAL' },
      ...(parentTag === undefined ? [] : [parentTag]),
    ],
  })
}

async function startJournal({ database, folder }: TrackDeps, runId: string): Promise<Journal> {
  await mkdir(folder, { recursive: true })
  const path = journalPath(folder, runId, randomBytes(6).toString('hex'))
  const journal = openJournal(path)
  await database.queries
    .insertInto('tracking_journals')
    .values({ journal: basename(path), run_id: runId, read_bytes: 0 })
    .execute()
  return journal
}

function toTrackedRun(
  deps: TrackDeps,
  open: { readonly logged: LoggedRun; readonly experiment: string; readonly writer: JournalWriter },
): TrackedRun {
  const { logged, experiment, writer } = open
  const { id } = logged
  const runs = sqlLoggedRunStore({ session: deps.database, now: deps.now })
  const tag = (key: string, value: string) => {
    parseLoggedKey(key, 'key')
    writer.journal.writeTags({ [key]: maskSecrets(value) })
  }
  return {
    id,
    name: logged.name,
    experiment,
    metric: (name, value, at = {}) => writer.points({ [name]: value }, at),
    metrics: (values, at = {}) => writer.points(values, at),
    tag,
    note: (markdown) => tag(noteTag, markdown),
    async params(values) {
      await writeInBatches(toTexts(values), (params) => runs.logBatch(id, { params }))
    },
    ...keepFiles(deps, logged, tag),
    dataset: ({ source = '', context, ...dataset }) =>
      runs.logInputs(id, {
        models: [],
        datasets: [
          {
            ...dataset,
            source,
            sourceType: 'local',
            tags: context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }],
          },
        ],
      }),
    track: (options, work) => trackWork(deps, { ...options, parent: id }, work),
    flush: writer.flush,
  }
}

const mostParams = 100

async function writeInBatches(
  pairs: readonly KeyValue[],
  write: (pairs: readonly KeyValue[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < pairs.length; at += mostParams)
    await write(pairs.slice(at, at + mostParams))
}

function tagsOf({ tags = {}, group, note }: TrackStart): Readonly<Record<string, string>> {
  return {
    ...tags,
    ...(group === undefined ? {} : { 'swell.group': group }),
    ...(note === undefined ? {} : { [noteTag]: note }),
  }
}

async function experimentName({ queries }: Database, { experimentId }: LoggedRun): Promise<string> {
  const query = queries.selectFrom('experiments').select('name')
  const row = await query
    .where('experiment_id', '=', Number(experimentId))
    .executeTakeFirstOrThrow()
  return row.name
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
