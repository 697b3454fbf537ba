import { newId } from '../../base/index.ts'
import { featureValues, type MaybePromise } from '../../features/index.ts'
import type { Column } from '../../table/index.ts'
import { rowLimit } from '../answer-rows.ts'
import type { LoadedPredictor } from '../load-predictor.ts'
import { givenFeatures, type GivenFeatures, type PredictionId } from '../prediction.ts'
import { keyColumns } from '../predictions-group.ts'
import { keepsTo } from '../request-row.ts'
import type { ServedModel } from '../served-model.ts'
import { answerShape, isEchoed } from './answer-shape.ts'
import { momentText } from './moment-text.ts'
import type { PackedRows } from './packed-rows.ts'
import { rowPlaces } from './row-places.ts'

type Row = Readonly<Record<string, unknown>>

/** The body of a request, and its rows. */
export interface RequestText {
  readonly text: string
  readonly rows: readonly Row[]
}

/** The rows of an answer as JSON on one line, and the id of the first of them. */
export interface AnswerRowsText<Text extends string | Uint8Array = string> {
  readonly text: Text
  readonly firstId: PredictionId
  /** The same in fewer bytes, where there is such a way. */
  readonly packed?: () => PackedRows | undefined
}

/** Undefined for what has to go the other way: all that is wrong, and all that is rare. */
export type QuickAnswerer = (
  predictor: LoadedPredictor,
  request: RequestText,
  now: Date,
) => MaybePromise<AnswerRowsText> | undefined

/**
 * Answers a model whose features all come with the request. What was asked stands in the answer as it came: to
 * write numbers as text is what costs most. Undefined for models whose answers can't be made so.
 */
export function quickAnswerer(model: ServedModel): QuickAnswerer | undefined {
  if (answerShape(model) === undefined) return undefined
  const { features, label, request } = model.view
  const asked = Object.entries({ ...keyColumns(model), ...request })
  const made = Object.keys(features).filter((name) => !isEchoed(model, name))
  const valueMember = `","${JSON.stringify(label.column).slice(1)}:`

  /** Each value was looked at: it is a number, a text, or absent. */
  function featuresOf(row: Row): GivenFeatures {
    if (made.length === 0) return row as GivenFeatures
    return givenFeatures(model.view, featureValues(features, {}, row, row))
  }

  return (predictor, { text, rows }, now) => {
    if (rows.length === 0 || rows.length > rowLimit) return undefined
    const places = rowPlaces(text, rows.length)
    const absent = absentMembers(asked, rows)
    if (places === undefined || absent === undefined) return undefined
    const given = rows.map(featuresOf)
    const write = (values: ArrayLike<number>) =>
      writeRows({ text, places, absent, given, values }, now)
    const values = predictor.predictMany(given)
    return values instanceof Promise ? values.then(write) : write(values)
  }

  function writeRows({ text, places, absent, given, values }: Made, now: Date): AnswerRowsText {
    const at = `","at":"${momentText(now)}${valueMember}`
    const ids = given.map(() => newId<PredictionId>('prd', now))
    const texts = given.map((own, place) => {
      const members = made.map((name) => `,${JSON.stringify(name)}:${JSON.stringify(own[name])}`)
      const rest = `${absent[place]}${members.join('')}`
      const echoed = text.slice((places[2 * place] ?? 0) + 1, places[2 * place + 1])
      return `{"predictionId":"${ids[place]}${at}${numeral(values[place])}${rest},${echoed}`
    })
    const [firstId = newId<PredictionId>('prd', now)] = ids
    // In JSON that is right an end of line is nothing but space; the journal has lines of its own.
    const rowsText = texts.join(',')
    return { firstId, text: rowsText.includes('\n') ? rowsText.replaceAll('\n', ' ') : rowsText }
  }
}

interface Made {
  readonly text: string
  readonly places: readonly number[]
  readonly absent: readonly string[]
  readonly given: readonly GivenFeatures[]
  readonly values: ArrayLike<number>
}

type Asked = readonly (readonly [string, Column])[]

/** What each row leaves out, as members of its answer; undefined where one isn't as it should be, or has more. */
function absentMembers(asked: Asked, rows: readonly Row[]): readonly string[] | undefined {
  const absent: string[] = []
  for (const row of rows) {
    const own = absentOfRow(asked, row)
    if (own === undefined) return undefined
    absent.push(own)
  }
  return absent
}

function absentOfRow(asked: Asked, row: Row): string | undefined {
  let found = 0
  let absent = ''
  for (const [name, column] of asked) {
    const value = row[name]
    // What is left out and has a default is not absent.
    const mayLack = column.optional && column.default === undefined
    if (value === undefined && mayLack) {
      absent += `,${JSON.stringify(name)}:null`
      continue
    }
    if (!(value === null && mayLack) && !keepsTo(column, value)) return undefined
    found += 1
  }
  return Object.keys(row).length === found ? absent : undefined
}

/** As JSON has it. */
function numeral(value = Number.NaN): string {
  return Number.isFinite(value) ? String(value) : 'null'
}
