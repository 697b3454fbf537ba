import { digestOfValue, type Digest, type Log } from '../base/index.ts'
import type { TrainingSet } from '../features/index.ts'
import type { LearnedSoFar } from '../learn/index.ts'
import type { BlobStore } from '../storage/index.ts'
import {
  recordArtifact,
  recoverRuns,
  type CodeState,
  type Run,
  type RunId,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import type { Model } from './model.ts'

/** How far a learning was: it goes on from here, and gives what it would have given. */
export interface Checkpoint {
  readonly runId: RunId
  /** Rounds that are done. */
  readonly done: number
  readonly learner: LearnedSoFar
}

export interface CheckpointDeps {
  readonly blobs: BlobStore
  readonly runs: RunStore
  readonly records: RunRecords
  readonly now: () => Date
  readonly stopwatch: () => number
}

const file = 'checkpoint.json'
/** Between two of them, unless told otherwise. */
const usualEveryMs = 5000

/** Equal for trainings that give the same. */
export function trainingKey(model: Model, set: TrainingSet, { fingerprint }: CodeState): Digest {
  const { learner, encode, combine, labelScale, seed } = model
  return digestOfValue({
    learner,
    encode,
    combine,
    labelScale,
    seed,
    set: set.digest,
    fingerprint,
  })
}

/** The last training of this key before `runId`, if that one was broken off. */
export async function findBrokenOff(
  deps: CheckpointDeps,
  name: string,
  { key, runId }: { readonly key: Digest; readonly runId: RunId },
): Promise<Run | undefined> {
  await recoverRuns(deps)
  const query = { kind: 'training', name, cacheKeys: [key], before: runId, limit: 1 } as const
  const [newest] = await deps.runs.list(query)
  return newest?.status === 'interrupted' || newest?.status === 'failed' ? newest : undefined
}

/** The last checkpoint of the training of this key before `runId`, if that one was broken off. */
export async function findCheckpoint(
  deps: CheckpointDeps,
  name: string,
  by: { readonly key: Digest; readonly runId: RunId },
): Promise<Checkpoint | undefined> {
  const newest = await findBrokenOff(deps, name, by)
  if (newest === undefined) return undefined
  const artifacts = await deps.records.listArtifacts(newest.id)
  const found = artifacts.find((artifact) => artifact.name === file)
  if (found === undefined) return undefined
  const bytes = await deps.blobs.get(found.digest)
  const kept = JSON.parse(new TextDecoder().decode(bytes)) as Omit<Checkpoint, 'runId'>
  return { runId: newest.id, ...kept }
}

/** Keeps a checkpoint now and then, each in place of the one before. */
export function keepCheckpoints(
  deps: CheckpointDeps,
  runId: RunId,
  { log, everyMs = usualEveryMs }: { readonly log: Log; readonly everyMs?: number },
) {
  let dueMs = deps.stopwatch() + everyMs
  let next: { readonly done: number; readonly bytes: Uint8Array } | undefined
  let writing: Promise<void> | undefined
  const write = async (): Promise<void> => {
    while (next !== undefined) {
      const { done, bytes } = next
      next = undefined
      await recordArtifact(deps, runId, { name: file, bytes, mediaType: 'application/json' })
      log.debug(`kept a checkpoint after round ${done}`)
    }
    writing = undefined
  }
  return {
    offer(done: number, soFar: (() => LearnedSoFar) | undefined): void {
      const startMs = deps.stopwatch()
      if (soFar === undefined || startMs < dueMs) return
      // What waits while one is written is no longer wanted.
      next = { done, bytes: new TextEncoder().encode(JSON.stringify({ done, learner: soFar() })) }
      writing ??= write()
      // Its failure is told by `settle`.
      writing.catch(() => undefined)
      // A large forest takes long to write: learning is to have most of the time.
      const endMs = deps.stopwatch()
      dueMs = endMs + Math.max(everyMs, 4 * (endMs - startMs))
    },
    /** Throws what kept one from being written. */
    settle: async () => writing,
    /** What was learned whole needs none. */
    drop: async () => {
      await writing
      await deps.records.removeArtifact(runId, file)
    },
  }
}
