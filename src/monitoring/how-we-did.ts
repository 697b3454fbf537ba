import { parseDuration, type Duration } from '../base/index.ts'
import { groupRelation, type ViewDeps, type Group } from '../features/index.ts'
import { isForecast, predictionsGroup, type ServedModel } from '../serving/index.ts'
import { ident, joinSql, sql, type EngineRow, type Sql } from '../table/index.ts'
import { observedRows } from './observed-rows.ts'

/** A stored prediction beside what was observed later. */
export interface Outcome {
  readonly predictionId: string
  readonly key: Readonly<Record<string, unknown>>
  /** When it was observed. */
  readonly at: Date
  readonly predicted: number
  readonly observed: number
  /** From what the prediction knew to the moment that it spoke of. */
  readonly leadMs: number
  readonly version: number
  /** `hindcast`: made afterwards, with only what was known then. */
  readonly origin: string
  /** What saying the last value again that was known would have said; undefined where there was none. */
  readonly naive: number | undefined
}

export interface LeadError {
  /** Whole days ahead; 0 is less than a day. */
  readonly leadDay: number
  readonly count: number
  readonly meanAbsoluteError: number
  /** Mean of predicted − observed. */
  readonly bias: number
  /** Mean absolute error of the naive forecast on the same outcomes; undefined where there was none. */
  readonly naiveError: number | undefined
}

/** How far apart a prediction and an observation may be in time to be of the same thing. */
const sameMoment: Duration = '3h'

/** How much later than the moment of a prediction what came true may be, in milliseconds: a step of a forecast is another moment. */
export function sameMomentMs(model: ServedModel): number {
  return isForecast(model) ? 1 : parseDuration(sameMoment)
}

/**
 * Joins stored predictions with the labels that were observed since, newest first: of each state of
 * knowledge, the prediction for the last moment not after the observation. What was really said at the
 * time goes before a hindcast of it.
 */
export async function listOutcomes(
  deps: ViewDeps,
  model: ServedModel,
  options: { readonly since?: Date; readonly leadDay?: number; readonly limit?: number } = {},
): Promise<Outcome[]> {
  const { group } = model.view.label
  const labels = await groupRelation(deps, group)
  const observed = await observedRows(deps, model)
  const predictions = await groupRelation(deps, predictionsGroup(model))
  const { since = new Date(0), leadDay, limit = 1_000_000 } = options
  const lead = sql`date_diff('millisecond', said."knownBy", observed.at)`
  const onlyLead =
    leadDay === undefined ? sql`` : sql`and ${lead} // ${parseDuration('1d')} = ${leadDay}`
  const key = (table: string) =>
    joinSql(
      group.key.map((name) => sql`${ident(table)}.${ident(name)}`),
      ', ',
    )
  const rows = await deps.engine.rows(sql`
    with observed as (${observed}),
    before as (${toldRows(model, labels.relation)}),
    pairs as (
      select said."predictionId", ${key('said')}, observed.at, said.predicted, observed.value,
        ${lead} as lead_ms, said.version, said.origin, said."knownBy" as known_by
      from ${predictions.relation} as said
      join observed on ${sameKey(group, 'said', 'observed')}
        and said.at <= observed.at
        and date_diff('millisecond', said.at, observed.at) < ${sameMomentMs(model)}
      where said.origin <> 'online' and said."knownBy" <= observed.at
        and observed.at >= ${since} ${onlyLead}
      qualify row_number() over (
        partition by ${key('said')}, observed.at, said."knownBy"
        order by said.at desc, said.origin, said."madeAt", said.version desc) = 1
    )
    select pairs.*, before.value as naive
    from pairs asof left join before
      on ${sameKey(group, 'pairs', 'before')} and pairs.known_by >= before.told_at
    order by pairs.at desc, pairs.lead_ms, ${key('pairs')} limit ${limit}`)
  return rows.map((row) => toOutcome(group, row))
}

/** At each moment that something was told, the value that was then the newest. */
function toldRows(model: ServedModel, relation: Sql): Sql {
  const { group, column } = model.view.label
  const key = joinSql(group.key.map(ident), ', ')
  const time = ident(group.time)
  // A forecast knows what its series tell by a moment; when it was kept here is later.
  const told = isForecast(model) ? time : sql`greatest(${time}, _known_at)`
  return sql`
    select * from (
      select ${key}, ${ident(column)} as value, ${told} as told_at,
        (${time}, _known_at) as newness
      from ${relation} where ${ident(column)} is not null
      qualify row_number() over (
        partition by ${key}, told_at order by newness desc, _delivery desc) = 1
    )
    qualify newness = max(newness) over (
      partition by ${key} order by told_at rows unbounded preceding)`
}

export function sameKey(group: Group, left: string, right: string): Sql {
  const pairs = group.key.map(
    (name) => sql`${ident(left)}.${ident(name)} = ${ident(right)}.${ident(name)}`,
  )
  return joinSql(pairs, ' and ')
}

function toOutcome(group: Group, row: EngineRow): Outcome {
  return {
    predictionId: String(row['predictionId']),
    key: Object.fromEntries(group.key.map((name) => [name, row[name]])),
    at: row['at'] as Date,
    predicted: Number(row['predicted']),
    observed: Number(row['value']),
    leadMs: Number(row['lead_ms']),
    version: Number(row['version']),
    origin: String(row['origin']),
    naive: typeof row['naive'] === 'number' ? row['naive'] : undefined,
  }
}

/** The error by whole days ahead, nearest first. */
export function errorsByLead(outcomes: readonly Outcome[]): LeadError[] {
  const byDay = Map.groupBy(outcomes, ({ leadMs }) => Math.floor(leadMs / parseDuration('1d')))
  return [...byDay]
    .toSorted(([a], [b]) => a - b)
    .map(([leadDay, own]) => ({ leadDay, ...summarizeOutcomes(own) }))
}

/** The error over all outcomes; means of none are NaN. */
export function summarizeOutcomes(outcomes: readonly Outcome[]): Omit<LeadError, 'leadDay'> {
  const errors = outcomes.map(({ predicted, observed }) => predicted - observed)
  const naive = outcomes.flatMap((outcome) =>
    outcome.naive === undefined ? [] : Math.abs(outcome.naive - outcome.observed),
  )
  return {
    count: outcomes.length,
    meanAbsoluteError: mean(errors.map(Math.abs)),
    bias: mean(errors),
    naiveError: naive.length === 0 ? undefined : mean(naive),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
