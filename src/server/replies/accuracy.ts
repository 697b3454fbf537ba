import {
  predictionOrigins,
  type AccuracySummaryReply,
  type HowWeDidReply,
  type ObservedReply,
  type OutcomeReply,
} from '../../api/index.ts'
import { newestRows } from '../../features/index.ts'
import {
  errorsByLead,
  listOutcomes,
  summarizeOutcomes,
  type Outcome,
} from '../../monitoring/index.ts'
import { getTrainable, type OpenedProject } from '../../project/index.ts'
import type { Trainable } from '../../training/index.ts'
import { toFinite, toMoment, toRow } from './wire-values.ts'

/** Throws `modelNotFound`. */
export async function readHowWeDid(
  project: OpenedProject,
  name: string,
  options: {
    readonly since?: Date | undefined
    readonly leadDay?: number | undefined
    readonly limit: number
  },
): Promise<HowWeDidReply> {
  const { since, leadDay, limit } = options
  const model = getTrainable(project.definition, name)
  const outcomes = await listOutcomes(project, model, {
    ...(since === undefined ? {} : { since }),
    ...(leadDay === undefined ? {} : { leadDay }),
  })
  return {
    ...toSummary(model, outcomes),
    byLead: errorsByLead(outcomes).map((lead) => ({
      leadDay: lead.leadDay,
      count: lead.count,
      meanAbsoluteError: lead.meanAbsoluteError,
      bias: lead.bias,
      baselineError: toFinite(lead.naiveError),
    })),
    outcomes: outcomes.slice(0, limit).map(toOutcomeReply),
  }
}

export async function summarizeAccuracy(
  project: OpenedProject,
  model: Trainable,
): Promise<AccuracySummaryReply> {
  return toSummary(model, await listOutcomes(project, model))
}

function toSummary(model: Trainable, outcomes: readonly Outcome[]): AccuracySummaryReply {
  const { count, meanAbsoluteError, bias } = summarizeOutcomes(outcomes)
  return {
    model: model.name,
    ...labelOf(model),
    count,
    meanAbsoluteError: toFinite(meanAbsoluteError),
    bias: toFinite(bias),
    since: toMoment(outcomes.at(-1)?.at),
  }
}

function labelOf({ view }: Trainable): { readonly label: string; readonly unit?: string } {
  const { group, column } = view.label
  const unit = group.columns[column]?.unit
  return { label: column, ...(unit === undefined ? {} : { unit }) }
}

function toOutcomeReply(outcome: Outcome): OutcomeReply {
  const { predictionId, key, at, predicted, observed, leadMs, version, origin } = outcome
  return {
    predictionId,
    entity: toRow(key),
    at: at.toISOString(),
    predicted,
    observed,
    error: predicted - observed,
    leadMs,
    version,
    ...originOf(origin),
  }
}

/** The newest observed values of what a model predicts, oldest first. Throws `modelNotFound`. */
export async function readObserved(
  project: OpenedProject,
  name: string,
  options: { readonly since?: Date | undefined; readonly limit: number },
): Promise<ObservedReply> {
  const model = getTrainable(project.definition, name)
  const { group, column } = model.view.label
  const { since = new Date(0), limit } = options
  const rows = await newestRows(project, group, limit)
  const points = rows.flatMap((row) => {
    const [at, value] = [row[group.time], row[column]]
    if (!(at instanceof Date) || at < since || typeof value !== 'number') return []
    const entity = toRow(Object.fromEntries(group.key.map((part) => [part, row[part]])))
    return [{ entity, at: at.toISOString(), value }]
  })
  return { model: name, ...labelOf(model), points: points.toReversed() }
}

function originOf(origin: string): Pick<OutcomeReply, 'origin'> {
  const known = predictionOrigins.find((one) => one === origin)
  return known === undefined ? {} : { origin: known }
}
