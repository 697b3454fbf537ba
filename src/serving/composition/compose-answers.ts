import type { AnswerRows } from '../answer-rows.ts'
import type { FollowDeps } from '../follow-alias.ts'
import type { LoadedPredictor } from '../load-predictor.ts'
import type { PartKind, Prediction, PredictionId, PredictionPart } from '../prediction.ts'
import type { Service } from '../service.ts'
import type { Serving } from '../serving.ts'
import { partsAsker } from './ask-parts.ts'
import { columnsOfModel, composedColumns } from './composed-columns.ts'
import { openParts, type OpenPart } from './open-parts.ts'
import { rowPreparer, type PreparedRow } from './prepare-rows.ts'
import { fallbackName, partsOf, type ServicePart } from './service-parts.ts'
import { judgeRow, settleRow } from './settle-prediction.ts'
import { sharesOfPredictions, tellsClasses } from './tell-classes.ts'

type Row = Readonly<Record<string, unknown>>

/** Answers rows by all models of a service. */
export interface Composer {
  /** What each other part is served by now; undefined where it has nothing. */
  parts(): readonly PartState[]
  refresh(): Promise<void>
  answer(serving: Serving, rows: readonly Row[], asked: AskedNow): Promise<Composed>
}

export interface PartState {
  readonly part: ServicePart
  readonly version: number | undefined
  readonly problem: string | undefined
}

export interface AskedNow {
  readonly now: Date
  readonly ids: readonly PredictionId[] | undefined
}

export interface Composed {
  readonly predictions: readonly Prediction[]
  /** What the service's own model said, before all else. */
  readonly own: readonly Prediction[]
  /** By model, the version of each other that was asked. */
  readonly versions: Readonly<Record<string, number>>
}

export interface ComposeOptions {
  /** Asks the service's own model. */
  readonly answerRows: AnswerRows
  /** What made a prediction, where it isn't the version that the alias points to. */
  readonly challengerOf: (prediction: Prediction) => LoadedPredictor | undefined
}

export function composeAnswers(
  deps: FollowDeps,
  service: Service,
  { answerRows, challengerOf }: ComposeOptions,
): Composer {
  const parts = openParts(deps, service)
  const ofKind = (kind: PartKind) => parts.filter(({ part }) => part.kind === kind)
  const prepare = rowPreparer(service, composedColumns(service))
  const ownRow = ownRowPicker(service, parts)
  const ownName = partsOf(service).find(({ isOwn }) => isOwn)?.name
  const wantsShares = service.confidence !== undefined || service.reply !== undefined

  async function answer(
    serving: Serving,
    rows: readonly Row[],
    { now, ids }: AskedNow,
  ): Promise<Composed> {
    const asker = partsAsker(service, parts, now)
    const prepared = rows.map((row, place) => prepare(row, place + 1, now))
    const told = prepared.map(({ row }): Record<string, unknown> => ({ ...row }))
    const all = [...rows.keys()]
    for (const open of ofKind('chain')) {
      const values = await asker.ask(open, all, told)
      for (const [place, row] of told.entries()) row[open.part.name] = values[place]
    }
    const [own] = await Promise.all([
      answerRows(serving, told.map(ownRow), now, ids),
      ...ofKind('ensemble').map((open) => asker.ask(open, all, told)),
    ])
    const predictorOf = (one: Prediction) => challengerOf(one) ?? serving.predictor
    const shares = wantsShares ? await sharesOfPredictions(own, predictorOf) : []
    const judged = own.map((prediction, place) => {
      const saysChance = tellsClasses(service, predictorOf(prediction)) === 'chance'
      return judgeRow(service, prediction, {
        own: prediction.value,
        parts: valuesOf(asker.saidOf(place)),
        asked: prepared[place]?.asked ?? {},
        shares: saysChance ? 'chance' : shares[place],
      })
    })
    const low = judged.flatMap(({ isLow }, place) => (isLow ? [place] : []))
    for (const open of ofKind('fallback')) if (low.length > 0) await asker.ask(open, low, told)
    const predictions = judged.map((one, place) => {
      const said = asker.saidOf(place)
      const settled = settleRow(service, one, valuesOf(said)[fallbackName])
      const whole = { ...one.prediction, ...settled, ...askedOf(service, prepared[place]) }
      const heard = ownName === undefined ? said : [...said, ownPart(ownName, one.prediction)]
      return heard.length === 0 ? whole : { ...whole, parts: heard }
    })
    return { predictions, own, versions: asker.versions }
  }

  return {
    answer,

    parts: () =>
      parts.map(({ part, serving, problem }) => ({
        part,
        version: serving()?.predictor.version.version,
        problem: problem(),
      })),

    async refresh() {
      await Promise.all(parts.map((open) => open.refresh()))
    },
  }
}

/** Leaves out what concerns other models alone; what nobody knows is left for the model to refuse. */
function ownRowPicker(service: Service, parts: readonly OpenPart[]): (row: Row) => Row {
  const own = Object.keys(columnsOfModel(service.model))
  const foreign = new Set([
    ...parts.flatMap(({ fields }) => [...fields]),
    ...Object.keys(service.chain ?? {}),
  ])
  for (const name of own) foreign.delete(name)
  if (foreign.size === 0) return (row) => row
  return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !foreign.has(name)))
}

function valuesOf(said: readonly PredictionPart[]): Readonly<Record<string, number>> {
  return Object.fromEntries(said.map(({ name, value }) => [name, value]))
}

/** Its features are those of the prediction itself. */
function ownPart(name: string, { model, version, value }: Prediction): PredictionPart {
  return { name, kind: 'ensemble', model, version, value }
}

/** What was asked, where that isn't what the model was told. */
function askedOf(
  { prepare }: Service,
  prepared: PreparedRow | undefined,
): Pick<Prediction, 'asked'> {
  return prepare === undefined || prepared === undefined ? {} : { asked: prepared.asked }
}
