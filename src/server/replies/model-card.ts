import type { ModelCardReply } from '../../api/index.ts'
import { getTrainable, readCardText, type OpenedProject } from '../../project/index.ts'
import {
  cardRates,
  getVersion,
  missingParts,
  sqlModelNotes,
  writeCard,
  type CardData,
  type FairnessFinding,
  type ModelCard,
  type ModelVersion,
} from '../../registry/index.ts'
import {
  judgedBy,
  measureHeldOut,
  type HeldOutMeasures,
  type Trainable,
} from '../../training/index.ts'
import { toGateReply } from './models.ts'
import { toMetrics } from './wire-values.ts'

/** Gathers what the card of a version tells; its intervals are measured now. Throws `modelNotFound` or `versionNotFound`. */
async function gatherModelCard(
  project: OpenedProject,
  name: string,
  number: number,
): Promise<ModelCard> {
  const model = getTrainable(project.definition, name)
  const version = await getVersion(project.models, name, number)
  const notes = await sqlModelNotes(project).get(name, number)
  const aliases = await project.models.listAliases(name)
  const [examination] = await project.models.listExaminations(name, number)
  const run = version.runId === undefined ? undefined : await findRun(project, version.runId)
  const measured =
    version.trainingSetId === undefined || model.kind === 'forecast'
      ? nothing
      : await measureHeldOut(project, model, version)
  return {
    version,
    description: notes.description ?? model.description,
    stage: notes.stage,
    aliases: aliases.filter((alias) => alias.version === number).map(({ alias }) => alias),
    text: await readCardText(project, model),
    metrics: toCardMetrics(model, version, measured),
    fairness: measured.fairness,
    data: await readData(project, version),
    examination,
    code: run?.code.commit,
  }
}

async function findRun({ runs }: OpenedProject, id: string) {
  return runs.find(id as Parameters<typeof runs.find>[0])
}

const nothing: HeldOutMeasures = { intervals: {}, fairness: [] }

function toCardMetrics(model: Trainable, version: ModelVersion, { intervals }: HeldOutMeasures) {
  return judgedBy(model).map(({ name, better, unit }) => {
    const value = version.evaluation.metrics[name] ?? Number.NaN
    const { low = Number.NaN, high = Number.NaN } = intervals[name] ?? {}
    return { name, better, value, low, high, unit }
  })
}

async function readData(
  { trainingSets }: OpenedProject,
  { trainingSetId }: ModelVersion,
): Promise<CardData | undefined> {
  const set = trainingSetId === undefined ? undefined : await trainingSets.find(trainingSetId)
  if (set === undefined) return undefined
  return {
    id: set.id,
    view: set.view,
    version: set.version,
    rowCount: set.rowCount,
    testCount: set.split.testCount,
    split: set.split.kind,
    groups: Object.keys(set.commits),
    createdAt: set.createdAt,
  }
}

/** The card, measured and written. */
export async function readModelCard(
  project: OpenedProject,
  name: string,
  version: number,
): Promise<ModelCardReply> {
  const card = await gatherModelCard(project, name, version)
  const { text, data, examination } = card
  return {
    model: name,
    version,
    stage: card.stage,
    aliases: [...card.aliases],
    text: { ...text },
    missing: [...missingParts(text)],
    defined: Object.keys(getTrainable(project.definition, name).card ?? {}),
    metrics: card.metrics.map(({ unit, ...metric }) => ({
      ...metric,
      unit: unit ?? null,
      value: toFinite(metric.value),
      low: toFinite(metric.low),
      high: toFinite(metric.high),
    })),
    slices: Object.entries(card.version.evaluation.slices).flatMap(([column, values]) =>
      Object.entries(values).map(([value, slice]) => ({
        slice: `${column} = ${value}`,
        rowCount: slice.rowCount,
        metrics: toMetrics(slice.metrics),
      })),
    ),
    fairness: card.fairness.map(toFairness),
    data:
      data === undefined
        ? null
        : { ...data, groups: [...data.groups], createdAt: data.createdAt.toISOString() },
    gates: (examination?.results ?? []).map(toGateReply),
    commit: card.code ?? null,
    markdown: writeCard(card),
  }
}

function toFairness(finding: FairnessFinding): ModelCardReply['fairness'][number] {
  const { column, where, reference, wanted, tolerance, held, isToldOnly, leftOut, groups } = finding
  return {
    column,
    where: where ?? null,
    reference,
    wanted,
    tolerance,
    held,
    isJudged: isToldOnly !== true,
    leftOut: [...leftOut],
    groups: groups.map((own) => ({
      group: own.group,
      rowCount: own.rowCount,
      rates: Object.fromEntries(
        cardRates(finding).map((rate) => {
          const [low = null, high = null] = own.intervals[rate] ?? []
          const [value = null, times = null] = [own.rates[rate], own.disparities[rate]]
          return [rate, { value, times, low, high, isSure: own.significant.includes(rate) }]
        }),
      ),
    })),
  }
}

function toFinite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
