import { suggestName } from '../../base/index.ts'
import { appendRows, groupRelation, type AppendDeps, type Commit } from '../../features/index.ts'
import { ident, joinSql, sql, type EngineRow } from '../../table/index.ts'
import { rowLimit } from '../answer-rows.ts'
import { servingErrors } from '../errors.ts'
import { findPredictions, type StoredDeps } from '../find-prediction.ts'
import { keyColumns } from '../predictions-group.ts'
import type { JournalDeps } from '../read-journals.ts'
import { parseValue, parseMomentOf, show } from '../request-row.ts'
import type { ServedModel } from '../served-model.ts'
import type { Service } from '../service.ts'
import { outcomesGroup } from './outcomes-group.ts'

export type OutcomeDeps = AppendDeps & StoredDeps & JournalDeps

export interface ToldOutcomes {
  readonly toldCount: number
  /** Known already, with the same value. */
  readonly repeatedCount: number
  /** Undefined where all was known. */
  readonly commit: Commit | undefined
}

/** One outcome, before it is known whom it is about. */
interface Told {
  readonly observed: number
  readonly about: { readonly predictionId: string } | { readonly key: EngineRow; readonly at: Date }
}

interface OutcomeRow extends EngineRow {
  readonly at: Date
  readonly observed: number
  readonly predictionId: string | undefined
}

/**
 * Keeps what came true, told by the id of a prediction (`{ predictionId, waveHeight: 4 }`) or by key and moment
 * (`{ beachId: 'lahinch', at: '…', waveHeight: 4 }`), all or nothing. The same told again changes nothing, another
 * value corrects it. Throws `rowDoesNotFit`, `unknownField`, `tooManyRows` or `outcomeOfNothing`.
 */
export async function tellOutcomes(
  deps: OutcomeDeps,
  { model }: Service,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<ToldOutcomes> {
  if (rows.length > rowLimit) {
    throw servingErrors.tooManyRows({ rowCount: rows.length, limit: rowLimit })
  }
  const told = rows.map((row, place) => parseOutcome(model, row, place + 1))
  const outcomes = await locate(deps, model, told)
  const known = await findKnown(deps, model, outcomes)
  const fresh = newestOf(model, outcomes).filter(
    (outcome) => known.get(placeOf(model, outcome)) !== outcome.observed,
  )
  const repeatedCount = outcomes.length - fresh.length
  if (fresh.length === 0) return { toldCount: 0, repeatedCount, commit: undefined }
  const commit = await appendRows(deps, outcomesGroup(model), fresh, { runId: undefined })
  return { toldCount: fresh.length, repeatedCount, commit }
}

function parseOutcome(
  model: ServedModel,
  row: Readonly<Record<string, unknown>>,
  rowNumber: number,
): Told {
  const label = model.view.label.column
  const columns = Object.entries(keyColumns(model))
  const { predictionId } = row
  const fields =
    predictionId === undefined
      ? [...columns.map(([name]) => name), 'at', label]
      : ['predictionId', label]
  const unknown = Object.keys(row).find((name) => !fields.includes(name))
  if (unknown !== undefined) {
    const [found, suggestion] = [show(row[unknown]), suggestName(unknown, fields)]
    throw servingErrors.unknownField({ rowNumber, field: unknown, found, suggestion })
  }
  const observed = parseObserved(label, row[label], rowNumber)
  if (predictionId !== undefined) {
    const id = parseValue({ type: 'text' }, 'predictionId', predictionId, rowNumber)
    return { observed, about: { predictionId: String(id) } }
  }
  const key = Object.fromEntries(
    columns.map(([name, column]) => [name, parseValue(column, name, row[name], rowNumber)]),
  )
  return { observed, about: { key, at: parseMomentOf(row['at'], 'at', rowNumber) } }
}

/** Yes and no count as 1 and 0. */
function parseObserved(label: string, value: unknown, rowNumber: number): number {
  if (typeof value === 'boolean') return Number(value)
  return Number(parseValue({ type: 'float' }, label, value, rowNumber))
}

/** Throws `outcomeOfNothing` for the first prediction that isn't there. */
async function locate(
  deps: OutcomeDeps,
  model: ServedModel,
  told: readonly Told[],
): Promise<OutcomeRow[]> {
  const ids = told.flatMap(({ about }) => ('predictionId' in about ? [about.predictionId] : []))
  const predictions = await findPredictions(deps, model, ids)
  return told.map(({ observed, about }, place) => {
    if ('key' in about) return { ...about.key, at: about.at, observed, predictionId: undefined }
    const found = predictions.get(about.predictionId)
    if (found === undefined) {
      const { predictionId: id } = about
      throw servingErrors.outcomeOfNothing({ rowNumber: place + 1, id, model: model.name })
    }
    return { ...found.key, at: found.at, observed, predictionId: found.id }
  })
}

/** Of what is told twice in one call, the last counts. */
function newestOf(model: ServedModel, outcomes: readonly OutcomeRow[]): OutcomeRow[] {
  return [...new Map(outcomes.map((outcome) => [placeOf(model, outcome), outcome])).values()]
}

/** By key and moment, what was told last. */
async function findKnown(
  deps: OutcomeDeps,
  model: ServedModel,
  outcomes: readonly OutcomeRow[],
): Promise<ReadonlyMap<string, number>> {
  const { relation } = await groupRelation(deps, outcomesGroup(model))
  const moments = [...new Set(outcomes.map(({ at }) => at.getTime()))].map((ms) => new Date(ms))
  if (moments.length === 0) return new Map()
  const key = joinSql(model.view.label.group.key.map(ident), ', ')
  const wanted = joinSql(
    moments.map((at) => sql`${at}`),
    ', ',
  )
  const rows = await deps.engine.rows(sql`
    select ${key}, "at", observed from ${relation} where "at" in (${wanted})
    qualify row_number() over (partition by ${key}, "at" order by _known_at desc, _delivery desc) = 1`)
  return new Map(rows.map((row) => [placeOf(model, row), Number(row['observed'])]))
}

function placeOf({ view }: ServedModel, row: EngineRow): string {
  return JSON.stringify([...view.label.group.key.map((name) => row[name]), row['at']])
}
