import { newId } from '../../base/index.ts'
import type { Asking } from '../admission.ts'
import { rowLimit } from '../answer-rows.ts'
import type { LoadedPredictor, NumbersPredictor } from '../load-predictor.ts'
import type { PredictionId } from '../prediction.ts'
import type { PredictionLog } from '../prediction-log.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'
import { takeRoom } from './answer-rooms.ts'
import { answerShape, isEchoed } from './answer-shape.ts'
import { momentText } from './moment-text.ts'
import { numberRowsReader, type NumberRows } from './number-rows.ts'
import { rowsPacker } from './pack-rows.ts'
import { rowsWriter } from './write-rows.ts'

/** An answer of a service, written out as JSON. */
export interface AnswerBytes {
  readonly version: number
  readonly rowCount: number
  /** It stands from `answerRoom` on: before it there is room for the head of a reply. */
  readonly bytes: Buffer
  /** Resolves when it may be sent; undefined where it may be at once. */
  readonly kept: Promise<void> | undefined
  /** To be called, at most once, when nobody looks at the bytes any more; they are written over by another answer then. */
  release(): void
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
  const writer = rowsWriter(label.length)
  const packRows = rowsPacker(names)
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
    if (predict === 'none' || rows === undefined || !writer.hasRoom(rows.rowCount, body.length)) {
      return undefined
    }
    return ({ now, asking }) => answer({ predictor, predict, rows, startedAt }, now, asking)
  }

  function answer(
    { predictor, predict, rows, startedAt }: Read,
    now: Date,
    asking: Asking,
  ): AnswerBytes {
    const { version } = predictor.version
    const { rowCount } = rows
    const firstId = newId<PredictionId>('prd', now)
    const start = `{"model":${name},"version":${version},"predictions":[`
    const values = predict(rows.values, rowCount)
    const at = momentText(now)
    const { bytes: written, numerals } = writer.write(rowCount, values, {
      before: `{"predictionId":"${firstId}`,
      behindId: `","at":"${at}",${label}:`,
    })
    const room = takeRoom(answerRoom + 3 * start.length + written.length + 2)
    const { bytes } = room
    const from = answerRoom + bytes.write(start, answerRoom)
    const end = from + written.length
    bytes.set(written, from)
    const made = { version, knownBy: now, madeAt: now, commits: {} }
    const text = bytes.subarray(from, end)
    const kept = log?.addText?.(
      made,
      { firstId, text, packed: () => packRows(rows, { firstId, at, numerals, text }) },
      { asking, tookMs: performance.now() - startedAt },
    )
    bytes.write(']}', end)
    const { release } = room
    return { version, rowCount, bytes: bytes.subarray(0, end + 2), kept, release }
  }
}

interface Read {
  readonly predictor: LoadedPredictor
  readonly predict: NumbersPredictor
  readonly rows: NumberRows
  readonly startedAt: number
}
