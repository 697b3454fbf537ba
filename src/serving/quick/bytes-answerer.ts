import { newId, writeRandomSigns } from '../../base/index.ts'
import type { Asking } from '../admission.ts'
import { rowLimit } from '../answer-rows.ts'
import type { LoadedPredictor, NumbersPredictor } from '../load-predictor.ts'
import type { PredictionId } from '../prediction.ts'
import type { PredictionLog } from '../prediction-log.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'
import { answerShape, isEchoed } from './answer-shape.ts'
import { momentText } from './moment-text.ts'
import { numberRowsReader, type NumberRows } from './number-rows.ts'

/** An answer of a service, written out as JSON. */
export interface AnswerBytes {
  readonly version: number
  readonly rowCount: number
  /** It stands from `answerRoom` on: before it there is room for the head of a reply. */
  readonly bytes: Buffer
  /** Resolves when it may be sent; undefined where it may be at once. */
  readonly kept: Promise<void> | undefined
}

/** So many bytes are free before an answer. */
export const answerRoom = 512

/**
 * Reads a body, and gives what answers it, which has to be called before another is read. Undefined for what has to
 * go another way: all that is wrong, and all that is rare.
 */
export type BytesAnswerer = (
  predictor: LoadedPredictor,
  body: Uint8Array,
) => ((asked: { readonly now: Date; readonly asking: Asking }) => AnswerBytes) | undefined

/** A number takes no more as JSON. */
const mostNumeral = 25

/**
 * Answers a model whose features are all numbers of the request, from the bytes of a body to the bytes of an answer;
 * nothing waits but for the log. Undefined for models of which that can't be done.
 */
export function bytesAnswerer(
  model: ServedModel,
  log: PredictionLog | undefined,
): BytesAnswerer | undefined {
  const asked = Object.entries({ ...keyColumns(model), ...model.view.request })
  const isAllEchoed = Object.keys(model.view.features).every((name) => isEchoed(model, name))
  const read = numberRowsReader(asked, rowLimit)
  if (answerShape(model) === undefined || !isAllEchoed || read === undefined) return undefined
  if (log !== undefined && log.addText === undefined) return undefined
  const names = asked.map(([name]) => name)
  const label = JSON.stringify(model.view.label.column)
  const name = JSON.stringify(model.name)
  const predictors = new WeakMap<LoadedPredictor, NumbersPredictor | 'none'>()

  function numbersPredictor(predictor: LoadedPredictor): NumbersPredictor | 'none' {
    const known = predictors.get(predictor)
    if (known !== undefined) return known
    const made = predictor.ofNumbers?.(names) ?? 'none'
    predictors.set(predictor, made)
    return made
  }

  return (predictor, body) => {
    const startedAt = performance.now()
    const predict = numbersPredictor(predictor)
    const rows = predict === 'none' ? undefined : read(body)
    if (predict === 'none' || rows === undefined) return undefined
    return ({ now, asking }) => answer({ predictor, predict, body, rows, startedAt }, now, asking)
  }

  function answer(
    { predictor, predict, body, rows, startedAt }: Read,
    now: Date,
    asking: Asking,
  ): AnswerBytes {
    const { version } = predictor.version
    const firstId = newId<PredictionId>('prd', now)
    const before = Buffer.from(`{"predictionId":"${firstId}`)
    const behindId = Buffer.from(`","at":"${momentText(now)}",${label}:`)
    const start = `{"model":${name},"version":${version},"predictions":[`
    const ownBytes = before.length + behindId.length + mostNumeral + 2
    const most = answerRoom + 3 * start.length + rows.rowCount * ownBytes + body.length + 2
    const bytes = Buffer.allocUnsafe(most)
    const from = answerRoom + bytes.write(start, answerRoom)
    const values = predict(rows.values, rows.rowCount)
    const end = writeRows(bytes, from, { before, behindId, rows, values, body })
    const made = { version, knownBy: now, madeAt: now, commits: {} }
    const text = bytes.subarray(from, end)
    const kept = log?.addText?.(
      made,
      { firstId, text },
      { asking, tookMs: performance.now() - startedAt },
    )
    bytes.write(']}', end)
    return { version, rowCount: rows.rowCount, bytes: bytes.subarray(0, end + 2), kept }
  }
}

interface Read {
  readonly predictor: LoadedPredictor
  readonly predict: NumbersPredictor
  readonly body: Uint8Array
  readonly rows: NumberRows
  readonly startedAt: number
}

interface Told {
  /** A row up to the end of its id, and from there to its value. */
  readonly before: Uint8Array
  readonly behindId: Uint8Array
  readonly rows: NumberRows
  readonly values: Float64Array
  readonly body: Uint8Array
}

/** What was asked goes into the answer as it came: to write numbers as text is what costs most. */
function writeRows(
  bytes: Buffer,
  from: number,
  { before, behindId, rows: { rowCount, places }, values, body }: Told,
): number {
  let end = from
  for (let row = 0; row < rowCount; row += 1) {
    if (row > 0) bytes[end++] = comma
    bytes.set(before, end)
    end += before.length
    if (row > 0) writeRandomSigns(bytes, end)
    bytes.set(behindId, end)
    end += behindId.length
    const value = values[row] ?? Number.NaN
    end += bytes.write(Number.isFinite(value) ? String(value) : 'null', end, 'latin1')
    bytes[end++] = comma
    const [start = 0, stop = 0] = [places[2 * row], places[2 * row + 1]]
    bytes.set(body.subarray(start + 1, stop), end)
    end += stop - start - 1
  }
  return end
}

const comma = 44
