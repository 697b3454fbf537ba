import { rm } from 'node:fs/promises'
import { appendRows, type AppendDeps, type Commit } from '../features/index.ts'
import {
  currentProcess,
  mayBeAlive,
  releaseClaim,
  takeClaim,
  type ProcessOwner,
} from '../storage/index.ts'
import { linkLineage, sqlLineageStore, type LineageEdge } from '../tracking/index.ts'
import { batchIdOf, findBatch, insertBatch, type PredictionBatch } from './prediction-batch.ts'
import { predictionsGroup, toPredictionRow } from './predictions-group.ts'
import type { Prediction } from './prediction.ts'
import { listJournals, readJournal, type JournalDeps, type StoredJournal } from './read-journals.ts'
import type { Service } from './service.ts'

export type CompactDeps = AppendDeps & JournalDeps

export interface Compaction {
  /** Undefined when there was nothing to move. */
  readonly commit: Commit | undefined
  readonly journalCount: number
  readonly predictionCount: number
}

/** Bounds memory: so many journals are moved in one commit, the others by the next call. */
const journalsPerCommit = 16

/**
 * Moves the journals of a service to which nothing will be added (those of dead processes, and ended
 * ones) into the predictions group as one commit. The commit records whose they were in the same
 * transaction, so that each prediction is moved exactly once, wherever the process is killed. Throws
 * `storage.claimHeld` while another process does the same.
 */
export async function compactJournals(deps: CompactDeps, service: Service): Promise<Compaction> {
  const claim = await takeClaim(deps, `journals:${service.name}`)
  try {
    return await compact(deps, service)
  } finally {
    await releaseClaim(deps, claim)
  }
}

interface FinishedJournal {
  readonly journal: StoredJournal
  readonly predictions: readonly Prediction[]
}

async function compact(deps: CompactDeps, service: Service): Promise<Compaction> {
  const finished = await finishedJournals(deps, service)
  const fresh: FinishedJournal[] = []
  for (const one of finished) {
    const isStored = await findBatch(deps.database, journalBatchId(one.journal))
    if (isStored === undefined && one.predictions.length > 0) fresh.push(one)
  }
  const commit = fresh.length === 0 ? undefined : await store(deps, service, fresh)
  for (const { journal } of finished) await rm(journal.path, { force: true })
  return {
    commit,
    journalCount: fresh.length,
    predictionCount: fresh.reduce((sum, one) => sum + one.predictions.length, 0),
  }
}

async function finishedJournals(deps: CompactDeps, service: Service): Promise<FinishedJournal[]> {
  const finished: FinishedJournal[] = []
  for (const journal of await listJournals(deps, service.name)) {
    if (finished.length === journalsPerCommit) break
    const content = await readJournal(deps, journal)
    if (content === undefined) continue
    const owner = content.header?.owner ?? ownerByName(journal)
    if (content.isEnded || !mayBeAlive(owner)) {
      finished.push({ journal, predictions: content.predictions })
    }
  }
  return finished
}

/** For a journal whose process was killed while it wrote the first line. */
function ownerByName({ name }: StoredJournal): ProcessOwner {
  const { host } = currentProcess()
  return { host, pid: Number(/Z-(\d+)/.exec(name)?.[1]) }
}

function journalBatchId({ service, name }: StoredJournal) {
  return batchIdOf({ service, journal: name })
}

async function store(
  deps: CompactDeps,
  service: Service,
  journals: readonly FinishedJournal[],
): Promise<Commit | undefined> {
  const { model } = service
  const rows = journals.flatMap(({ predictions }) =>
    predictions.map((prediction) => toPredictionRow(model, prediction)),
  )
  const madeAt = deps.now()
  return appendRows(deps, predictionsGroup(model), rows, {
    runId: undefined,
    knownAt: madeAt,
    alongside: async (session, { id: commitId }) => {
      const batches = journals.flatMap((one) => toBatches(service, one, commitId, madeAt))
      for (const batch of batches) await insertBatch(session, batch)
      const lineage = sqlLineageStore(session)
      await linkLineage({ lineage, now: deps.now }, batches.flatMap(edgesOf))
    },
  })
}

/** One for each version that answered; the first carries the id by which the journal is known. */
function toBatches(
  service: Service,
  { journal, predictions }: FinishedJournal,
  commitId: string,
  madeAt: Date,
): PredictionBatch[] {
  const byVersion = Map.groupBy(predictions, ({ version }) => version)
  return [...byVersion].map(([version, own], place) => ({
    id:
      place === 0
        ? journalBatchId(journal)
        : batchIdOf({ service: service.name, journal: journal.name, version }),
    model: service.model.name,
    version,
    commitId,
    madeAt,
    runId: undefined,
    rowCount: own.length,
    origin: 'online',
    service: service.name,
    journal: journal.name,
  }))
}

function edgesOf({ id, model, version, commitId }: PredictionBatch): Omit<LineageEdge, 'at'>[] {
  const batch = { kind: 'prediction-batch', id }
  return [
    {
      from: { kind: 'model-version', id: `${model}/${version}` },
      to: batch,
      relation: 'predicted',
    },
    { from: batch, to: { kind: 'commit', id: commitId }, relation: 'stored as' },
  ]
}
