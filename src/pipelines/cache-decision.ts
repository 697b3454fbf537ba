import { canonicalJson, digestOfValue, type Digest } from '../base/index.ts'
import type { CodeState, EndedRun } from '../tracking/index.ts'
import type { Settings, Step } from './step.ts'

/** What the result of a step depends on. */
export interface StepBasis {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly settings: Settings
  readonly code: CodeState
}

/** Whether a step runs, and why or why not. */
export type CacheDecision =
  | { readonly action: 'run'; readonly reason: string; readonly cacheKey?: Digest }
  | {
      readonly action: 'skip'
      readonly reason: string
      readonly cacheKey: Digest
      readonly earlier: EndedRun
    }

/** Compares a step with its latest run that succeeded. */
export function decideCache(
  step: Step<unknown, never>,
  basis: StepBasis,
  { earlier, force }: { readonly earlier: EndedRun | undefined; readonly force: boolean },
): CacheDecision {
  const code = codeIdentity(basis.code)
  if (step.cache === 'never') return { action: 'run', reason: 'it always runs' }
  if (code === undefined) return { action: 'run', reason: 'its code has no fingerprint' }
  const { inputs, settings } = basis
  const cacheKey = digestOfValue({ step: step.name, version: step.version, inputs, settings, code })
  if (force) return { action: 'run', reason: 'it was forced', cacheKey }
  if (earlier === undefined)
    return { action: 'run', reason: 'it has not succeeded before', cacheKey }
  if (earlier.cacheKey !== cacheKey) {
    return { action: 'run', reason: describeChange(basis, earlier), cacheKey }
  }
  const reason = `inputs, settings and code as in ${describeRun(earlier)}`
  return { action: 'skip', reason, cacheKey, earlier }
}

export function describeRun({ id, startedAt }: EndedRun): string {
  return `${id} of ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A clean commit tells the code as well as a fingerprint does, if less finely. */
function codeIdentity({ commit, dirty, fingerprint }: CodeState): string | undefined {
  return fingerprint ?? (dirty === false ? commit : undefined)
}

function describeChange(basis: StepBasis, earlier: EndedRun): string {
  const changes = [
    ...changedNames(basis.inputs, earlier.inputs).map((name) => `input ${name}`),
    ...changedNames(basis.settings, earlier.settings as Settings).map((name) => `setting ${name}`),
    ...(codeIdentity(basis.code) === codeIdentity(earlier.code) ? [] : ['code']),
  ]
  const what = changes.length === 0 ? 'its version' : changes.join(', ')
  return `${what} changed since ${describeRun(earlier)}`
}

function changedNames(now: Settings, then: Settings): string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])].toSorted()
  return names.filter((name) => canonicalJson(now[name]) !== canonicalJson(then[name]))
}
