import type { InputColumn } from '../../learn/index.ts'
import { sureOf, withConfidence } from './answer-confidence.ts'
import { countRows, cut, cutWindows, noteSample, pickRows, type Frame } from './cut-windows.ts'
import { lookBackMs, modelReferences, type ModelReference } from './find-reference.ts'
import { weightColumn } from './journaled-table.ts'
import { measureColumns, type ColumnsToMeasure } from './measure-columns.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { mergeMeasurements, type MeasuredWindow, type Measurement } from './measurement.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import {
  inputName,
  inputsOf,
  numbersOf,
  predictionQuery,
  type WatchedModel,
} from './prediction-rows.ts'
import { sliceName, sliceRows } from './slice-rows.ts'
import type { WindowRange } from './window.ts'
import type { Sql } from '../../table/index.ts'

/** So many rows are held at once, beside those of the windows themselves. */
const rowsAtOnce = 50_000

/** Measures what a model was given and what it said, window by window, in one pass over the predictions. */
export async function* measurePredictions(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  relation: Sql,
  windows: readonly WindowRange[],
): AsyncGenerator<MeasuredWindow> {
  const references = modelReferences(deps, monitor, watch)
  for await (const { window, frame, earlier } of frames(deps, monitor, watch, relation, windows)) {
    const reference = await references.at(window.until)
    const rows = watch.of.includes('predictions') ? await withConfidence(deps, watch, frame) : frame
    yield { window, measurement: await measureFrame(monitor, watch, rows, reference, earlier) }
  }
}

interface WindowFrame {
  readonly window: WindowRange
  readonly frame: Frame
  /** The rows before the window that it is compared with. */
  readonly earlier: Frame | undefined
}

async function* frames(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  relation: Sql,
  windows: readonly WindowRange[],
): AsyncGenerator<WindowFrame> {
  const backMs = lookBackMs(monitor)
  const stretches = windows.flatMap((window) =>
    window.since === undefined
      ? []
      : [
          {
            window,
            inMs: window.since.getTime(),
            sinceMs: window.since.getTime() - backMs,
            untilMs: window.until.getTime(),
          },
        ],
  )
  if (stretches.length > 0) {
    const range = {
      sinceMs: Math.min(...stretches.map(({ sinceMs }) => sinceMs)),
      untilMs: Math.max(...stretches.map(({ untilMs }) => untilMs)),
    }
    const query = predictionQuery(monitor, watch, relation, range)
    const batches = deps.engine.typedBatches(query, rowsAtOnce)
    for await (const { stretch, frame } of cutWindows(batches, stretches)) {
      const { window, inMs, sinceMs, untilMs } = stretch
      if (backMs === 0) yield { window, frame, earlier: undefined }
      else {
        yield {
          window,
          frame: cut([frame], { sinceMs: inMs, untilMs }),
          earlier: cut([frame], { sinceMs, untilMs: inMs }),
        }
      }
    }
  }
  for (const window of windows) {
    if (window.since === undefined) yield await newestFrame(deps, monitor, watch, relation, window)
  }
}

async function newestFrame(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  relation: Sql,
  window: Extract<WindowRange, { readonly since: undefined }>,
): Promise<WindowFrame> {
  const untilMs = window.until.getTime()
  const read = async (range: Parameters<typeof predictionQuery>[3]): Promise<Frame> => {
    const all = { sinceMs: -Infinity, untilMs: Infinity, window }
    const batches = deps.engine.typedBatches(
      predictionQuery(monitor, watch, relation, range),
      rowsAtOnce,
    )
    for await (const { frame } of cutWindows(batches, [all])) return asRead(frame)
    return { times: new Float64Array(), columns: new Map() }
  }
  const frame = await read({ sinceMs: undefined, untilMs, rows: window.rows })
  const backMs = lookBackMs(monitor)
  const [oldest] = frame.times
  if (backMs === 0 || oldest === undefined) return { window, frame, earlier: undefined }
  return { window, frame, earlier: await read({ sinceMs: oldest - backMs, untilMs: oldest }) }
}

/** So many rows were asked for, and that many were read, whatever others there are. */
function asRead({ times, columns }: Frame): Frame {
  return { times, columns: new Map([...columns].filter(([name]) => name !== weightColumn)) }
}

async function measureFrame(
  monitor: Monitor,
  watch: WatchedModel,
  frame: Frame,
  reference: ModelReference | undefined,
  earlier: Frame | undefined,
): Promise<Measurement> {
  const rowCount = countRows(frame)
  const parts = [await measureRows(monitor, watch, { frame, reference, earlier, slice: '' })]
  const columns = monitor.slices.map((name) => ({
    name,
    values: frame.columns.get(inputName(name)) ?? frame.columns.get(name) ?? [],
  }))
  const { slices, notes } = sliceRows(columns)
  for (const { name, places } of slices) {
    const own = {
      frame: pickRows(frame, places),
      reference: reference?.of(name),
      earlier: earlier === undefined ? undefined : sliceOf(earlier, name),
      slice: name,
    }
    parts.push(await measureRows(monitor, watch, own))
  }
  const measured = mergeMeasurements(
    parts.map((part) => ({ ...part, rowCount, confusion: undefined })),
  )
  return { ...measured, notes: [...measured.notes, ...notes, ...noteSample(frame)] }
}

function sliceOf(frame: Frame, slice: string): Frame {
  const [name = ''] = slice.split('=', 1)
  const values = frame.columns.get(inputName(name)) ?? frame.columns.get(name) ?? []
  const places = [...values.keys()].filter((row) => sliceName(name, values[row]) === slice)
  return pickRows(frame, places)
}

interface ComparedRows {
  readonly frame: Frame
  readonly reference: ModelReference | undefined
  readonly earlier: Frame | undefined
  readonly slice: string
}

async function measureRows(
  monitor: Monitor,
  watch: WatchedModel,
  { frame, reference, earlier, slice }: ComparedRows,
): Promise<Pick<Measurement, 'values' | 'drift' | 'notes'>> {
  const rowCount = countRows(frame)
  const told: ColumnsToMeasure[] = []
  const against =
    reference?.against ?? (earlier === undefined ? nothing(monitor) : 'the rows before')
  const compared = (of: 'inputs' | 'predictions', own: (frame: Frame) => InputColumn[]) => {
    const rows = earlier === undefined ? undefined : { columns: own(earlier) }
    const known = reference?.[of]
    told.push({
      of,
      columns: own(frame),
      reference: known ?? rows,
      against: (known ?? rows) === undefined && reference !== undefined ? unknownOf(of) : against,
      rows: of === 'inputs' ? (reference?.rows ?? rows?.columns) : undefined,
    })
  }
  const isAsked = (part: 'inputs' | 'predictions') => watch.of.includes(part)
  if (isAsked('inputs')) compared('inputs', (rows) => inputsOf(watch, rows))
  if (isAsked('predictions')) compared('predictions', predictionOf)
  const measured = await Promise.all(told.map((columns) => measureColumns(monitor, columns, slice)))
  return {
    values: [
      { series: 'rowCount', slice, value: rowCount, rowCount },
      ...measured.flatMap(({ values }) => values),
      ...(rowCount > 0 && isAsked('predictions')
        ? describeAnswers(monitor, watch, frame, slice)
        : []),
    ],
    drift: measured.flatMap(({ drift }) => drift),
    notes: measured.flatMap(({ notes }) => notes),
  }
}

function nothing({ reference }: Monitor): string {
  return reference.kind === 'alias'
    ? `no version is ${reference.alias}, so there is nothing to compare with`
    : 'there is nothing to compare with'
}

function unknownOf(of: string): string {
  return `of the version no profile of its ${of} was kept, so they are not compared`
}

function predictionOf({ columns }: Frame): InputColumn[] {
  return [{ name: 'prediction', kind: 'number', values: answersOf({ columns }) }]
}

function answersOf({ columns }: Pick<Frame, 'columns'>): Float64Array {
  return numbersOf(columns.get('predicted') ?? [])
}

function describeAnswers(
  { unsureWithin }: Monitor,
  watch: WatchedModel,
  frame: Frame,
  slice: string,
): MonitorValue[] {
  const readCount = frame.times.length
  const rowCount = countRows(frame)
  const took = numbersOf(frame.columns.get('tookMs') ?? []).filter(Number.isFinite)
  const sure = sureOf(frame)?.filter(Number.isFinite)
  const isOtherwise = numbersOf(frame.columns.get('isFallback') ?? [])
  const inputs = inputsOf(watch, frame)
  let [some, otherwise] = [0, 0]
  for (let row = 0; row < readCount; row += 1) {
    const missing = inputs.reduce((sum, column) => sum + Number(isMissing(column.values[row])), 0)
    if (missing > 0) some += 1
    if (isOtherwise[row] === 1 || (missing > 0 && missing === inputs.length)) otherwise += 1
  }
  const unsure = sure?.filter((share) => share < 0.5 + unsureWithin).length ?? 0
  const value = (series: string, found: number): MonitorValue => ({
    series,
    slice,
    value: found,
    rowCount,
  })
  return [
    ...(sure === undefined ? [] : [value('lowConfidenceShare', unsure / sure.length)]),
    value('fallbackShare', otherwise / readCount),
    ...(inputs.length === 0 ? [] : [value('missingInputShare', some / readCount)]),
    ...(took.length === 0
      ? []
      : [
          value('typical time', took.toSorted()[took.length >> 1] ?? 0),
          value('slowest', largest(took)),
        ]),
  ]
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}

function isMissing(value: unknown): boolean {
  return value === undefined || Number.isNaN(value)
}
