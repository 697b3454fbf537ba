import { canonicalJson, digestOfValue, parseDuration, type Digest } from '../base/index.ts'
import type { CodeState, EndedRun } from '../tracking/index.ts'
import type { Settings, Step } from './step.ts'
import { isOfWorld, unrepeatableIn, worldNames } from './world.ts'

/** What the result of a step depends on. */
export interface StepBasis {
  /** The pipeline, and the steps within it, that the step is part of: of two alike, each has its own runs. */
  readonly scope: string
  readonly inputs: Readonly<Record<string, unknown>>
  /** All that are in force; those that the step reads count. */
  readonly settings: Settings
  readonly code: CodeState
  /** What stands now where the step declares to write, if it does. */
  readonly written?: string
}

/** Whether a step runs, and why or why not. */
export type CacheDecision =
  | { readonly action: 'run'; readonly reason: string }
  | {
      readonly action: 'skip'
      readonly reason: string
      readonly cacheKey: Digest
      readonly earlier: EndedRun
    }

export interface CacheQuestion {
  readonly earlier: readonly EndedRun[]
  readonly force: boolean
  readonly now: Date
}

/** Compares a step with its runs that succeeded, the latest first. */
export function decideCache(
  step: Step<unknown, never>,
  basis: StepBasis,
  { earlier, force, now }: CacheQuestion,
): CacheDecision {
  if (step.cache === 'never') return { action: 'run', reason: 'it always runs' }
  if (codeIdentity(basis.code) === undefined) {
    return { action: 'run', reason: 'its code has no fingerprint' }
  }
  if (force) return { action: 'run', reason: 'it was forced' }
  const [latest] = earlier
  if (latest === undefined) return { action: 'run', reason: 'it has not succeeded before' }
  const same = earlier.filter((run) => run.cacheKey === keyAsOf(step, basis, run))
  const [latestSame] = same
  if (latestSame === undefined) {
    return { action: 'run', reason: describeChange(step, basis, latest) }
  }
  // The latest by its id may be of a clock that was ahead: one since then may be fresh.
  const fresh = same.find((run) => isFresh(step, run, now))
  if (fresh?.cacheKey === undefined)
    return { action: 'run', reason: describeStale(step, latestSame) }
  if (leftBehind(fresh) !== basis.written) {
    const places = step.writes.join(', ')
    return { action: 'run', reason: `${places} is not as ${describeRun(fresh)} left it` }
  }
  const reason = `inputs, settings and code as in ${describeRun(fresh)}`
  return { action: 'skip', reason, cacheKey: fresh.cacheKey, earlier: fresh }
}

/** What a step's result depends on once it is known which settings it reads. */
export function cacheKeyOf(
  step: Step<unknown, never>,
  { scope, inputs, settings, code }: StepBasis,
  read: readonly string[],
): Digest | undefined {
  const identity = codeIdentity(code)
  if (step.cache === 'never' || identity === undefined) return undefined
  const { name, version } = step
  const counted = countedSettings(step, settings, read)
  return digestOfValue({ scope, step: name, version, inputs, settings: counted, code: identity })
}

/** The settings that a step declares or has read. */
export function countedSettings(
  step: Step<unknown, never>,
  settings: Settings,
  read: readonly string[],
): Settings {
  const asked = read.filter((name) => !isOfWorld(name))
  const names = new Set([...step.settings.map(({ name }) => name), ...asked])
  return Object.fromEntries([...names].toSorted().map((name) => [name, settings[name]]))
}

/** What a run of the step has left where it declares to write. */
function leftBehind({ settings }: EndedRun): unknown {
  return (settings as Settings)[worldNames.written]
}

function describeStale({ cache }: Step<unknown, never>, run: EndedRun): string {
  const time = typeof cache === 'object' ? cache.freshFor : ''
  return `what ${describeRun(run)} gave is fresh for ${time} only`
}

export function describeRun({ id, startedAt }: EndedRun): string {
  return `${id} of ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Whether what a run found out about the world still counts. */
function isFresh({ cache }: Step<unknown, never>, run: EndedRun, now: Date): boolean {
  if (typeof cache !== 'object') return true
  const ageMs = now.getTime() - run.endedAt.getTime()
  // A run of the future is of a clock that was set back since: nobody knows how old it is.
  return ageMs >= 0 && ageMs <= parseDuration(cache.freshFor)
}

/** As long as the settings that a run has read are the same, it would read no other ones now. */
export function keyAsOf(
  step: Step<unknown, never>,
  basis: StepBasis,
  run: EndedRun,
): Digest | undefined {
  return cacheKeyOf(step, basis, Object.keys(run.settings as Settings))
}

/** A clean commit tells the code as well as a fingerprint does, if less finely. */
function codeIdentity({ commit, dirty, fingerprint }: CodeState): string | undefined {
  return fingerprint ?? (dirty === false ? commit : undefined)
}

function describeChange(step: Step<unknown, never>, basis: StepBasis, earlier: EndedRun): string {
  const names = Object.keys(earlier.settings as Settings)
  const then = countedSettings(step, earlier.settings as Settings, names)
  const now = countedSettings(step, basis.settings, names)
  const changes = [
    ...changedNames(basis.inputs, earlier.inputs).map((name) => `input ${name}`),
    ...changedNames(now, then).map((name) => `setting ${name}`),
    ...changedCode(basis.code, earlier.code),
  ]
  const looked = unrepeatableIn(names)
  if (changes.length === 0 && looked !== undefined) {
    return `it ${looked} in ${describeRun(earlier)}`
  }
  const what = changes.length === 0 ? 'its version' : changes.join(', ')
  return `${what} changed since ${describeRun(earlier)}`
}

/** What of the code differs, in words: `code (parseRow in weather/read.ts)`; nothing where it is the same. */
export function changedCode(now: CodeState, then: CodeState): string[] {
  if (codeIdentity(now) === codeIdentity(then)) return []
  if (now.parts === undefined || then.parts === undefined) return ['code']
  const names = changedNames(now.parts, then.parts).map((name) => {
    const [file = '', part] = name.split('#')
    return part === undefined ? file : `${part} in ${file}`
  })
  const shown = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return [names.length === 0 ? 'code' : `code (${shown}${more})`]
}

function changedNames(now: Settings, then: Settings): string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])].toSorted()
  return names.filter((name) => canonicalJson(now[name]) !== canonicalJson(then[name]))
}
