import { canonicalJson } from '../base/index.ts'
import type { EndedRun } from '../tracking/index.ts'
import { changedCode } from './cache-decision.ts'

/** How a step of one run stands to the same step of another. */
export interface StepComparison {
  readonly step: string
  /** `not-run`: one of them has no result. `inputs-differ`: then the results may, too. */
  readonly verdict: 'same' | 'differs' | 'inputs-differ' | 'not-run'
  /** What of its code is not the same: `code (parse in parse.ts)`. */
  readonly code: readonly string[]
  readonly difference?: Difference
}

/** The first place where two values differ. */
export interface Difference {
  /** `output.rows[3].height` */
  readonly path: string
  readonly first: unknown
  readonly second: unknown
}

/** Compares the steps of two runs by name, in the order of the first. */
export function compareRuns(
  first: readonly EndedRun[],
  second: readonly EndedRun[],
): readonly StepComparison[] {
  return first.flatMap((one) => {
    const other = second.find(({ name }) => name === one.name)
    return other === undefined ? [] : [compareSteps(one, other)]
  })
}

function compareSteps(first: EndedRun, second: EndedRun): StepComparison {
  const compared = { step: first.name, code: changedCode(second.code, first.code) }
  const isOver = [first, second].every(
    ({ status }) => status === 'succeeded' || status === 'skipped',
  )
  if (!isOver || second.status === 'skipped') return { ...compared, verdict: 'not-run' }
  const difference = findDifference(first.outputs, second.outputs)
  if (difference === undefined) return { ...compared, verdict: 'same' }
  const inputs = findDifference(first.inputs, second.inputs, 'inputs')
  if (inputs !== undefined) return { ...compared, verdict: 'inputs-differ', difference: inputs }
  return { ...compared, verdict: 'differs', difference }
}

/** The first place where two JSON values are not the same, or undefined. */
function findDifference(first: unknown, second: unknown, path = 'output'): Difference | undefined {
  if (Object.is(first, second)) return undefined
  if (!isNested(first) || !isNested(second) || Array.isArray(first) !== Array.isArray(second)) {
    return canonicalJson(first) === canonicalJson(second) ? undefined : { path, first, second }
  }
  const names = new Set([...Object.keys(first), ...Object.keys(second)])
  for (const name of names) {
    const at = Array.isArray(first) ? `${path}[${name}]` : `${path}.${name}`
    const found = findDifference(first[name], second[name], at)
    if (found !== undefined) return found
  }
  return undefined
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
