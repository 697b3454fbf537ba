import type { Duration } from '../../base/index.ts'
import { nextRuns } from '../../pipelines/index.ts'
import { messageOf } from '../../base/index.ts'
import { isAliasName } from '../../registry/index.ts'
import type { ChallengeLimits } from '../../serving/index.ts'
import type { Trainable } from '../../training/index.ts'
import { retrainingErrors } from './errors.ts'
import {
  findDurationFault,
  findTriggerFault,
  isCount,
  type RetrainingTrigger,
} from './retraining-trigger.ts'

/** When a model is trained anew, what must hold before the new version takes the alias, and who says so. */
export interface Retraining {
  readonly kind: 'retraining'
  readonly name: string
  readonly model: Trainable
  readonly alias: string
  /** Any of them is enough. */
  readonly when: readonly RetrainingTrigger[]
  /** How often `swell up` looks whether it is due; absent: only commands and steps ask. */
  readonly every: Duration | undefined
  /** The metric that decides whether the champion holds, and which version is better. */
  readonly metric: string
  /** So many new labelled rows there must be, whatever the trigger. */
  readonly leastRows: number
  /** By which share the champion may be worse on the newest labelled rows and still hold. */
  readonly worseBy: number
  /** What follows when it still holds. */
  readonly ifItHolds: 'keep' | 'train'
  /**
   * How sure it must be that the new version is better on the same rows: `surely`, the 95 % interval of the
   * difference lies above zero; `likely`, the difference does; `not worse`, the interval does not lie below.
   */
  readonly better: BetterRule
  /** When gates hold: the alias moves, or waits for a person, or a canary is started where a service runs. */
  readonly whenBetter: 'promote' | 'propose' | 'canary'
  /** What is left out is as a canary has it by default. */
  readonly canary: CanaryTerms
  /** At most so many trainings in that time. */
  readonly atMost: { readonly times: number; readonly per: Duration } | undefined
  /** How long an automatic promotion is watched, and from how many labelled rows on it may be judged. */
  readonly watch: { readonly for: Duration; readonly rows: number } | undefined
}

/** How a canary goes on: the shares of the keys that it answers, and when the next comes. */
export interface CanaryTerms {
  readonly shares?: readonly number[]
  /** How long a stage lasts at least. */
  readonly every?: Duration
  /** So many rows it must have answered in a stage. */
  readonly rows?: number
  /** What sends it back at once. */
  readonly limits?: Partial<ChallengeLimits>
}

const betterRules = ['surely', 'likely', 'not worse'] as const
export type BetterRule = (typeof betterRules)[number]

export interface RetrainingDefinition extends Partial<
  Omit<Retraining, 'kind' | 'model' | 'atMost' | 'watch'>
> {
  readonly model: Trainable
  readonly atMost?: { readonly times: number; readonly per: Duration }
  readonly watch?: { readonly for: Duration; readonly rows?: number } | false
}

/** Enough to tell a version that is far worse, and not to be fooled by two. */
const fewestWatched = 20

/** Declares a retraining policy. Throws `monitoring.retrainingWrong`, with what is wrong. */
export function defineRetraining(definition: RetrainingDefinition): Retraining {
  const { model, atMost, watch = { for: '7d' }, ...told } = definition
  const policy: Retraining = {
    kind: 'retraining',
    name: model.name,
    model,
    alias: 'champion',
    when: [],
    every: undefined,
    metric: model.measure[0]?.name ?? '',
    leastRows: 1,
    worseBy: 0.1,
    ifItHolds: 'keep',
    better: 'surely',
    whenBetter: 'propose',
    canary: {},
    ...told,
    atMost: atMost === undefined ? undefined : { ...atMost },
    watch: watch === false ? undefined : { rows: fewestWatched, ...watch },
  }
  const problem = findFault(policy)
  if (problem !== undefined) {
    throw retrainingErrors.retrainingWrong({ policy: policy.name, problem })
  }
  return Object.freeze(policy)
}

function findFault(policy: Retraining): string | undefined {
  const { name, alias, when, every, leastRows, worseBy, atMost, watch } = policy
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `"${name}" can't name it: use small letters, digits and hyphens`
  }
  if (!isAliasName(alias)) return `"${alias}" can't be an alias`
  if (policy.model.measure.length === 0) return 'its model measures nothing'
  const fault = findMetricFault(policy) ?? findCanaryFault(policy)
  if (fault !== undefined) return fault
  if (!isCount(leastRows)) return `leastRows is ${leastRows}, and must be a whole number from 1 on`
  if (!(worseBy >= 0)) return `worseBy is ${worseBy}, and must be a share from 0 on: 0.1 is 10 %`
  if (every !== undefined && when.length === 0) {
    return 'it is looked at `every` so often, and names nothing in `when` that would make it due'
  }
  if (atMost !== undefined && !isCount(atMost.times)) return `atMost allows ${atMost.times} times`
  if (watch !== undefined && !isCount(watch.rows)) return `watch wants ${watch.rows} rows`
  return findTimesFault(policy)
}

function findTimesFault({ when, every, atMost, watch, canary }: Retraining): string | undefined {
  const lengths = [every, atMost?.per, watch?.for, canary.every].flatMap((length) => length ?? [])
  const [wrong] = [
    ...lengths.flatMap((length) => findDurationFault(length) ?? []),
    ...when.flatMap((trigger) => findTriggerFault(trigger) ?? findTimeFault(trigger) ?? []),
  ]
  return wrong
}

function findCanaryFault({ model, whenBetter, canary }: Retraining): string | undefined {
  if (model.kind === 'forecast' && whenBetter === 'canary') {
    return 'a forecast is not tried as a canary: promote or propose it'
  }
  const { rows, shares } = canary
  if (rows !== undefined && !isCount(rows)) return `canary wants ${rows} rows`
  if (shares === undefined || isRising(shares)) return undefined
  return `canary answers shares that rise up to 1, not ${shares.join(', ')}`
}

function isRising(shares: readonly number[]): boolean {
  return shares.length > 0 && shares.every((one, at) => one > (shares[at - 1] ?? 0) && one <= 1)
}

function findMetricFault({ model, metric, when }: Retraining): string | undefined {
  const measured = model.measure.map(({ name }) => name)
  const asked = when.flatMap((one) => (one.kind === 'accuracy' ? (one.metric ?? []) : []))
  const unknown = [metric, ...asked].find((name) => !measured.includes(name))
  if (unknown === undefined) return undefined
  return `its model does not measure ${unknown}: it measures ${measured.join(', ')}`
}

function findTimeFault(trigger: RetrainingTrigger): string | undefined {
  if (trigger.kind !== 'schedule') return undefined
  try {
    return nextRuns([trigger.on], 1, new Date(0)).length === 0 ? 'its time never comes' : undefined
  } catch (error) {
    return messageOf(error).replace(/\.$/, '')
  }
}
