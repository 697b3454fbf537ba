import type { Digest, Log } from '../../base/index.ts'
import type { FittedModel, TestedPoint } from '../../learn/index.ts'
import { recordArtifact, type RunId } from '../../tracking/index.ts'
import { findBrokenOff, type CheckpointDeps } from '../checkpoint.ts'

/** What was done before a training of a forecast was broken off. */
export interface ForecastSoFar {
  /** By moment, in milliseconds. */
  readonly tested: ReadonlyMap<number, readonly TestedPoint[]>
  readonly learned: readonly FittedModel[]
}

const testedFile = /^tested-at-(\d+)\.json$/
const learnedFile = 'learned-so-far.json'

export interface CheckpointOptions {
  readonly name: string
  readonly key: Digest
  readonly runId: RunId
  readonly log: Log
  /** Begins anew, whatever an earlier training has left. */
  readonly fresh: boolean
}

/** Keeps what is done of a training of a forecast, and finds what an earlier one of the same key has left. */
export async function openForecastCheckpoints(
  deps: CheckpointDeps,
  { name, key, runId, log, fresh }: CheckpointOptions,
) {
  const own = new Set<string>()
  const keep = async (file: string, content: unknown): Promise<void> => {
    const bytes = new TextEncoder().encode(JSON.stringify(content))
    await recordArtifact(deps, runId, { name: file, bytes, mediaType: 'application/json' })
    own.add(file)
  }
  const earlier = fresh ? undefined : await findBrokenOff(deps, name, { key, runId })
  const soFar = earlier === undefined ? nothingYet : await readSoFar(deps, earlier.id)
  if (earlier !== undefined && soFar.tested.size > 0) {
    log.info(
      `going on from ${soFar.tested.size} past forecasts of ${earlier.id}, which was broken off`,
    )
  }
  // If this one is broken off as well, the next finds all of it with this one.
  for (const [moment, points] of soFar.tested) await keep(`tested-at-${moment}.json`, points)
  if (soFar.learned.length > 0) await keep(learnedFile, soFar.learned)
  return {
    soFar,
    keepTested: async (moment: number, points: readonly TestedPoint[]) => {
      await keep(`tested-at-${moment}.json`, points)
      log.debug(`kept the past forecast of ${new Date(moment).toISOString()}`)
    },
    keepLearned: async (models: readonly FittedModel[]) => {
      await keep(learnedFile, models)
      log.debug(`kept ${models.length} models`)
    },
    /** What came to its end needs none. */
    drop: async () => {
      for (const file of own) await deps.records.removeArtifact(runId, file)
    },
  }
}

const nothingYet: ForecastSoFar = { tested: new Map(), learned: [] }

async function readSoFar(deps: CheckpointDeps, runId: RunId): Promise<ForecastSoFar> {
  const tested = new Map<number, readonly TestedPoint[]>()
  let learned: readonly FittedModel[] = []
  for (const { name, digest } of await deps.records.listArtifacts(runId)) {
    const read = async <Content>() =>
      JSON.parse(new TextDecoder().decode(await deps.blobs.get(digest))) as Content
    const [, moment] = testedFile.exec(name) ?? []
    if (moment !== undefined) tested.set(Number(moment), await read<readonly TestedPoint[]>())
    if (name === learnedFile) learned = await read<readonly FittedModel[]>()
  }
  return { tested, learned }
}
