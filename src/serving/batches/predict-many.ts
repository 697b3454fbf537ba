import { join } from 'node:path'
import {
  canonicalJson,
  collectGarbage,
  digestOfValue,
  noProgress,
  type Progress,
} from '../../base/index.ts'
import { groupsRead, limitCommits, newestCommits, type Moment } from '../../features/index.ts'
import { getVersion } from '../../registry/index.ts'
import { releaseClaim, takeClaim } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'
import { batchPredictions } from '../find-prediction.ts'
import { loadPredictor, type LoadedPredictor } from '../load-predictor.ts'
import { makeBatch, type BatchDeps } from '../predict-batch.ts'
import type { Prediction } from '../prediction.ts'
import type { ServedModel } from '../served-model.ts'
import { openJob, removeJob, type BatchJob } from './batch-job.ts'
import type { MomentSource } from './moment-source.ts'
import { hasPiece, joinPieces, piecePath, prepareOut, writePiece } from './prediction-pieces.ts'

export type ManyDeps = BatchDeps & {
  readonly engine: TableEngine
  /** The folder of the project's state. */
  readonly state: string
}

export interface ManyOptions {
  readonly model: ServedModel
  readonly source: MomentSource
  /** The version that predicts where nothing was begun. */
  readonly version: number
  /** What the version was chosen by: a repetition that chooses alike goes on with the version that it began with. */
  readonly chosenBy: string
  /** Nothing that was known later is used; what is known now, when it is not told. */
  readonly asOf?: Date | undefined
  /** The file that is written: CSV, JSON, NDJSON, Parquet or Arrow, as it ends. */
  readonly out: string
  /** Rows that are predicted and stored together. */
  readonly pieceRows?: number
  /** How many pieces are under way at once. */
  readonly atOnce?: number
  readonly runId?: string
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface ManyPredicted {
  readonly model: string
  readonly version: number
  readonly knownBy: Date
  readonly rowCount: number
  /** Of these, what an earlier process had done that was interrupted. */
  readonly resumedCount: number
  readonly file: string
}

/**
 * Predicts rows of any number, piece by piece, and writes them to a file in their order, with version and id of each
 * prediction. What is interrupted goes on where it was when it is asked for again: with the same version, the same
 * knowledge, and no row twice. Memory holds a few pieces. Throws `batchOutWrong`, `storage.claimHeld` where another process
 * does the same, and what keeps the version from being used.
 */
export async function predictMany(deps: ManyDeps, options: ManyOptions): Promise<ManyPredicted> {
  const { model, source, chosenBy, asOf, out, pieceRows = 25_000 } = options
  const name = digestOfValue({
    model: model.name,
    source: source.identity,
    chosenBy,
    asOf: asOf?.toISOString() ?? null,
    pieceRows,
  }).slice(0, 24)
  await prepareOut(out)
  const claim = await takeClaim(deps, `predict:${name}`)
  try {
    const groups = [...groupsRead(model.view), model.view.label.group]
    const job = await openJob(join(deps.state, 'batches', name), async () => ({
      version: options.version,
      knownBy: asOf ?? deps.now(),
      commits: await newestCommits(deps.commits, groups),
    }))
    const counts = await predictPieces(deps, { ...options, pieceRows }, job)
    await joinPieces(deps.engine, model, { folder: job.folder, ...counts, out })
    await removeJob(job)
    const { version, knownBy } = job
    const { rowCount, resumedCount } = counts
    return { model: model.name, version, knownBy, rowCount, resumedCount, file: out }
  } finally {
    await releaseClaim(deps, claim)
  }
}

interface PieceCounts {
  readonly rowCount: number
  readonly resumedCount: number
  readonly pieceCount: number
}

async function predictPieces(
  deps: ManyDeps,
  options: ManyOptions & { readonly pieceRows: number },
  job: BatchJob,
): Promise<PieceCounts> {
  const { model, source, pieceRows, atOnce = 2, onProgress = noProgress, signal } = options
  const then = { ...deps, commits: limitCommits(deps.commits, job.commits) }
  const predictor = await loadPredictor(
    deps,
    await getVersion(deps.models, model.name, job.version),
  )
  const total = await source.count(job)
  const underWay = new Set<Promise<void>>()
  let [rowCount, resumedCount, pieceCount, done] = [0, 0, 0, 0]
  const tell = (length: number): void => {
    done += length
    onProgress({ work: `predicting ${model.name}`, done, total })
  }
  try {
    for await (const moments of inPieces(source.moments(job), pieceRows)) {
      signal?.throwIfAborted()
      const path = piecePath(job.folder, pieceCount)
      pieceCount += 1
      rowCount += moments.length
      if (await hasPiece(path)) {
        resumedCount += moments.length
        tell(moments.length)
        continue
      }
      const piece = predictPiece(then, options, { job, predictor, moments, path }).then(() => {
        underWay.delete(piece)
        tell(moments.length)
        // What the engine gave and was given is outside of V8's heap, and grows until its objects are collected.
        collectGarbage('major')
      })
      // It is awaited below, but may fail before that.
      piece.catch(() => undefined)
      underWay.add(piece)
      if (underWay.size >= atOnce) await Promise.race(underWay)
    }
    await Promise.all(underWay)
  } finally {
    // Nothing goes on by itself after an error.
    await Promise.allSettled(underWay)
  }
  return { rowCount, resumedCount, pieceCount }
}

async function* inPieces(
  batches: AsyncIterable<readonly Moment[]>,
  rowCount: number,
): AsyncGenerator<readonly Moment[]> {
  let pending: Moment[] = []
  for await (const batch of batches) {
    for (const moment of batch) {
      pending.push(moment)
      if (pending.length < rowCount) continue
      yield pending
      pending = []
    }
  }
  if (pending.length > 0) yield pending
}

interface Piece {
  readonly job: BatchJob
  readonly predictor: LoadedPredictor
  readonly moments: readonly Moment[]
  readonly path: string
}

/** Stores a piece first, then writes it: after a kill between the two the same batch is found again by its id. */
async function predictPiece(
  deps: ManyDeps,
  { model, source, runId }: ManyOptions,
  { job, predictor, moments, path }: Piece,
): Promise<void> {
  const texts = moments.map(momentText)
  // A row that stands there twice is predicted once.
  const single = [...new Map(moments.map((moment, at) => [texts[at], moment])).values()]
  const { batch, predictions } = await makeBatch(deps, {
    model,
    version: predictor,
    moments: single,
    knownBy: source.knowsByItself ? 'each moment' : job.knownBy,
    origin: source.knowsByItself ? 'hindcast' : 'batch',
    ...(runId === undefined ? {} : { runId }),
  })
  const stored = predictions ?? (await batchPredictions(deps, model, batch))
  const byText = new Map(stored.map((one) => [momentText(one), one]))
  const rows = texts.flatMap((text): Prediction[] => {
    const found = byText.get(text)
    return found === undefined ? [] : [found]
  })
  await writePiece(deps.engine, model, rows, path)
}

function momentText({ key, at, request }: Pick<Moment, 'key' | 'at' | 'request'>): string {
  return canonicalJson([key, at, request === undefined ? {} : withoutAbsent(request)])
}

/** What is absent is not stored. */
function withoutAbsent(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there)
}
