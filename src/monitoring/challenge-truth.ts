import type { Clock } from '../base/index.ts'
import { groupRelation, type ViewDeps } from '../features/index.ts'
import { predictionsGroup, type Service, type Challenge } from '../serving/index.ts'
import { joinSql, ident, sql } from '../table/index.ts'
import { sameKey, sameMomentMs } from './how-we-did.ts'
import { observedRows } from './observed-rows.ts'

/** What one side of a challenge predicted, held against what came true. */
export interface ArmTruth {
  readonly count: number
  /** NaN while there is none. */
  readonly meanAbsoluteError: number
}

export interface ChallengeTruth {
  readonly current: ArmTruth
  readonly challenger: ArmTruth
  /** Challenger less current, with its interval of 95 % (Welch); undefined below two outcomes of each. */
  readonly difference:
    { readonly value: number; readonly low: number; readonly high: number } | undefined
}

interface ArmMoments {
  readonly count: number
  readonly mean: number
  readonly variance: number
}

const nothing: ArmMoments = { count: 0, mean: Number.NaN, variance: Number.NaN }

/** Two-sided, of the normal distribution: outcomes are many. */
const z95 = 1.959963984540054

/**
 * Joins what a service answered during a challenge with the labels that were observed since: for each prediction the
 * first one within three hours of its moment. What an asker had set tells nothing of the world and is left out.
 */
export async function challengeTruth(
  deps: ViewDeps & { readonly now: Clock },
  { name, model }: Service,
  challenge: Challenge,
): Promise<ChallengeTruth> {
  const { group } = model.view.label
  const observed = await observedRows(deps, model)
  const predictions = await groupRelation(deps, predictionsGroup(model))
  const ended =
    challenge.state === 'running' ? deps.now() : (challenge.events.at(-1)?.at ?? deps.now())
  const key = joinSql(
    group.key.map((part) => sql`said.${ident(part)}`),
    ', ',
  )
  const rows = await deps.engine.rows(sql`
    with observed as (${observed}),
    pairs as (
      select ${key}, said."challengeArm" is not null as is_challenger,
        abs(said.predicted - observed.value) as error
      from ${predictions.relation} as said
      join observed on ${sameKey(group, 'said', 'observed')} and said.at <= observed.at
        and date_diff('millisecond', said.at, observed.at) < ${sameMomentMs(model)}
      where said.service = ${name} and said.origin = 'online' and said.overrides is null
        and said."madeAt" between ${challenge.startedAt} and ${ended}
        and (said."challengeId" is null or said."challengeId" = ${challenge.id})
      qualify row_number() over (partition by said."predictionId" order by observed.at) = 1
    )
    select is_challenger, count(*) as count, avg(error) as mean, var_samp(error) as variance
    from pairs group by is_challenger`)
  const armOf = (isChallenger: boolean): ArmMoments => {
    const found = rows.find((row) => row['is_challenger'] === isChallenger)
    if (found === undefined) return nothing
    const { count, mean, variance } = found
    return { count: Number(count), mean: Number(mean), variance: Number(variance) }
  }
  return compare(armOf(false), armOf(true))
}

function compare(current: ArmMoments, challenger: ArmMoments): ChallengeTruth {
  const truthOf = ({ count, mean }: ArmMoments): ArmTruth => ({ count, meanAbsoluteError: mean })
  const both = { current: truthOf(current), challenger: truthOf(challenger) }
  if (Math.min(current.count, challenger.count) < 2) return { ...both, difference: undefined }
  const value = challenger.mean - current.mean
  const error = Math.sqrt(current.variance / current.count + challenger.variance / challenger.count)
  return { ...both, difference: { value, low: value - z95 * error, high: value + z95 * error } }
}
