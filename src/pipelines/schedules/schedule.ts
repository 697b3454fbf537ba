import { isSwellError, messageOf, parseDuration, type Duration } from '../../base/index.ts'
import { pipelinesErrors } from '../errors.ts'
import { nextRuns } from './next-runs.ts'
import { cron, type Trigger } from './trigger.ts'

/** What becomes of moments that passed while nobody looked. */
const missedPolicies = ['once', 'skip', 'all'] as const
export type MissedPolicy = (typeof missedPolicies)[number]

/** What becomes of a moment that comes while the pipeline runs. */
const overlapPolicies = ['skip', 'queue'] as const
export type OverlapPolicy = (typeof overlapPolicies)[number]

/** When a pipeline runs by itself. */
export interface Schedule {
  readonly on: readonly Trigger[]
  /** `once`: the last of them; `skip`: none that is late; `all`: each. */
  readonly missed: MissedPolicy
  /** Absent: times are left out, events wait. */
  readonly overlap: OverlapPolicy | undefined
  readonly jitter: Jitter | undefined
}

/** Each moment is put off by a part of `upToMs` that the seed and the moment tell. */
export interface Jitter {
  readonly upToMs: number
  readonly seed: string
}

/** A cron pattern, a trigger, or all that can be said. */
export type ScheduleDefinition = string | Trigger | ScheduleTerms

export interface ScheduleTerms {
  readonly on: string | Trigger | readonly (string | Trigger)[]
  readonly missed?: MissedPolicy
  readonly overlap?: OverlapPolicy
  readonly jitter?: Duration | { readonly upTo: Duration; readonly seed: string }
}

/** Throws `pipelines.scheduleIsBad`. */
export function toSchedule(
  pipeline: string,
  definition: ScheduleDefinition,
  timeZone: string,
): Schedule {
  const terms = hasTerms(definition) ? definition : { on: definition }
  const given = isList(terms.on) ? terms.on : [terms.on]
  const on = given.map((one) => (typeof one === 'string' ? cron(one, { timeZone }) : one))
  if (on.length === 0) throw bad(pipeline, 'on: []', 'it names nothing that makes it due')
  const { missed = 'once', overlap } = terms
  for (const trigger of on) assertTimes(pipeline, trigger)
  return Object.freeze({ on, missed, overlap, jitter: toJitter(pipeline, terms.jitter) })
}

function hasTerms(definition: ScheduleDefinition): definition is ScheduleTerms {
  return typeof definition === 'object' && 'on' in definition
}

function isList(on: ScheduleTerms['on']): on is readonly (string | Trigger)[] {
  return Array.isArray(on)
}

function toJitter(pipeline: string, jitter: ScheduleTerms['jitter']): Jitter | undefined {
  if (jitter === undefined) return undefined
  const { upTo, seed } = typeof jitter === 'string' ? { upTo: jitter, seed: pipeline } : jitter
  return { upToMs: read(pipeline, `jitter ${upTo}`, () => parseDuration(upTo)), seed }
}

/** Shorter, and one run would begin before another has ended. */
const shortestMs = 1000

function assertTimes(pipeline: string, trigger: Trigger): void {
  if (trigger.kind === 'interval') {
    const text = `every ${trigger.every}`
    const ms = read(pipeline, text, () => parseDuration(trigger.every))
    if (ms < shortestMs) throw bad(pipeline, text, 'it is shorter than a second')
    if (Number.isNaN(trigger.from.getTime())) throw bad(pipeline, text, '`from` is no moment')
    return
  }
  if (trigger.kind !== 'cron') return
  read(pipeline, trigger.cron, () => nextRuns([trigger], 1, new Date(0)))
}

function read<Value>(pipeline: string, schedule: string, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    const found = messageOf(error).replace(/\.$/, '')
    throw isSwellError(error, 'pipelines.scheduleIsBad') ? error : bad(pipeline, schedule, found)
  }
}

function bad(pipeline: string, schedule: string, found: string): Error {
  return pipelinesErrors.scheduleIsBad({ pipeline, schedule, found })
}
