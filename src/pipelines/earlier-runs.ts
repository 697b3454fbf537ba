import type { Digest } from '../base/index.ts'
import {
  listRuns,
  type EndedRun,
  type Run,
  type RunKind,
  type RunStore,
} from '../tracking/index.ts'
import { pipelinesErrors } from './errors.ts'
import { needsOf, type Pipeline } from './pipeline.ts'

/** How many names or keys one query asks for. */
const atOnce = 500

/** The runs that runs of some steps belong to: those of a pipeline, or of a step made of steps. */
export interface RunOrigin {
  readonly parentKind: RunKind
  readonly parentName: string
}

export function originOf(pipeline: string): RunOrigin {
  return { parentKind: 'pipeline', parentName: pipeline }
}

/** The latest run of each step that succeeded, by the name of the step. */
export async function listLatestRuns(
  { runs }: { readonly runs: RunStore },
  origin: RunOrigin,
  names: readonly string[],
): Promise<ReadonlyMap<string, EndedRun>> {
  const found = await inPieces(names, (some) => runs.listLatest({ ...origin, names: some }))
  return new Map(ended(found).map((run) => [run.name, run]))
}

/** The latest runs of these keys that succeeded, by their key. */
export async function listRunsOfKeys(
  { runs }: { readonly runs: RunStore },
  keys: readonly Digest[],
): Promise<ReadonlyMap<string, EndedRun>> {
  const found = await inPieces(keys, (cacheKeys) =>
    runs.list({ kind: 'step', status: 'succeeded', cacheKeys, limit: Number.MAX_SAFE_INTEGER }),
  )
  // They come latest first, and of several the last one stays.
  return new Map(ended(found.toReversed()).map((run) => [run.cacheKey ?? '', run]))
}

/** Runs of a step that succeeded, the latest first. */
export async function listSucceeded(
  deps: { readonly runs: RunStore },
  origin: RunOrigin,
  step: string,
  limit: number,
): Promise<readonly EndedRun[]> {
  const query = { kind: 'step', name: step, status: 'succeeded', ...origin } as const
  return ended(await listRuns(deps, { ...query, limit }))
}

/**
 * Throws `pipelines.noEarlierOutput` where a selected step reads from one that is left out and has never
 * given anything.
 */
export function assertEarlierOutputs(
  pipeline: Pipeline<never>,
  selected: ReadonlySet<string>,
  earlier: ReadonlyMap<string, EndedRun>,
): void {
  for (const step of pipeline.steps) {
    if (!selected.has(step.name)) continue
    const missing = needsOf(step).find(
      (need) => !step.after.includes(need) && !selected.has(need.name) && !earlier.has(need.name),
    )
    if (missing !== undefined) {
      throw pipelinesErrors.noEarlierOutput({ step: step.name, needs: missing.name })
    }
  }
}

function ended(runs: readonly Run[]): EndedRun[] {
  return runs.filter((run) => run.status !== 'open')
}

async function inPieces<Item>(
  all: readonly Item[],
  list: (some: readonly Item[]) => Promise<readonly Run[]>,
): Promise<readonly Run[]> {
  const found: Run[] = []
  for (let from = 0; from < all.length; from += atOnce) {
    found.push(...(await list(all.slice(from, from + atOnce))))
  }
  return found
}
