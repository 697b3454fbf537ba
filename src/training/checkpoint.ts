import { digestOfValue, type Digest } from '../base/index.ts'
import type { TrainingSet } from '../features/index.ts'
import type { LearnedSoFar } from '../learn/index.ts'
import type { BlobStore } from '../storage/index.ts'
import {
  recordArtifact,
  recoverRuns,
  type CodeState,
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
/** Between two of them. */
const everyMs = 5000

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

/** The last checkpoint of the training of this key before `runId`, if that one was broken off. */
export async function findCheckpoint(
  deps: CheckpointDeps,
  name: string,
  { key, runId }: { readonly key: Digest; readonly runId: RunId },
): Promise<Checkpoint | undefined> {
  await recoverRuns(deps)
  const query = { kind: 'training', name, cacheKeys: [key], before: runId, limit: 1 } as const
  const [newest] = await deps.runs.list(query)
  if (newest?.status !== 'interrupted' && newest?.status !== 'failed') return undefined
  const artifacts = await deps.records.listArtifacts(newest.id)
  const found = artifacts.find((artifact) => artifact.name === file)
  if (found === undefined) return undefined
  const bytes = await deps.blobs.get(found.digest)
  const kept = JSON.parse(new TextDecoder().decode(bytes)) as Omit<Checkpoint, 'runId'>
  return { runId: newest.id, ...kept }
}

/** Keeps a checkpoint now and then, each in place of the one before. */
export function keepCheckpoints(deps: CheckpointDeps, runId: RunId) {
  let dueMs = deps.stopwatch() + everyMs
  let writing: Promise<unknown> = Promise.resolve()
  return {
    offer(done: number, soFar: (() => LearnedSoFar) | undefined): void {
      const startMs = deps.stopwatch()
      if (soFar === undefined || startMs < dueMs) return
      const bytes = new TextEncoder().encode(JSON.stringify({ done, learner: soFar() }))
      // A large forest takes long to write: learning is to have most of the time.
      const endMs = deps.stopwatch()
      dueMs = endMs + Math.max(everyMs, 4 * (endMs - startMs))
      const artifact = { name: file, bytes, mediaType: 'application/json' }
      writing = writing.then(() => recordArtifact(deps, runId, artifact))
    },
    /** Throws what kept one from being written. */
    settle: () => writing,
    /** What was learned whole needs none. */
    drop: async () => {
      await writing
      await deps.records.removeArtifact(runId, file)
    },
  }
}
