import { parseDuration } from '../../base/index.ts'
import { calibrationBins, measureNotion, quantileOf, type InputColumn } from '../../learn/index.ts'
import { judgeGates, type Evidence, type Gate } from '../../registry/index.ts'
import type { Sql, TypedColumn } from '../../table/index.ts'
import { evaluate, predictionKindOf, type FairnessRule } from '../../training/index.ts'
import type { DriftSide } from '../drift/drift-side.ts'
import {
  countRows,
  cutWindows,
  noteSample,
  pickRows,
  weightsOf,
  type Frame,
} from './cut-windows.ts'
import { estimateWindow } from './estimate-window.ts'
import { modelReferences } from './find-reference.ts'
import { measureColumns } from './measure-columns.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { MeasuredWindow, Measurement } from './measurement.ts'
import { coverageOf, evaluateSteps, leadsOf } from './measure-steps.ts'
import { metricBand } from './metric-band.ts'
import type { Confusion, MonitorValue } from './monitor-run.ts'
import type { Costs, Monitor } from './monitor.ts'
import { outcomeQuery } from './outcome-rows.ts'
import { inputName, inputsOf, numbersOf, type WatchedModel } from './prediction-rows.ts'
import { besideOf, withShares } from './rows-beside.ts'
import { isRule } from './rule.ts'
import { sliceRows } from './slice-rows.ts'
import type { WindowRange } from './window.ts'

const rowsAtOnce = 50_000

/** Measures how right a model was, window by window, in one pass over predictions and what came true of them. */
export async function* measureOutcomes(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  relation: Sql,
  windows: readonly WindowRange[],
): AsyncGenerator<MeasuredWindow> {
  const references = modelReferences(deps, monitor, watch)
  const stretches = windows.flatMap((window) =>
    window.since === undefined
      ? []
      : [{ window, sinceMs: window.since.getTime(), untilMs: window.until.getTime() }],
  )
  const measured = async (window: WindowRange, frame: Frame): Promise<MeasuredWindow> => {
    const reference = await references.at(window.until)
    const measurement = await measureFrame(deps, monitor, watch, frame, reference)
    return { window, measurement }
  }
  if (stretches.length > 0) {
    const range = {
      sinceMs: Math.min(...stretches.map(({ sinceMs }) => sinceMs)),
      untilMs: Math.max(...stretches.map(({ untilMs }) => untilMs)),
    }
    const query = await outcomeQuery(deps, watch, relation, range)
    const batches = deps.engine.typedBatches(query, rowsAtOnce)
    for await (const { stretch, frame } of cutWindows(batches, stretches)) {
      yield await measured(stretch.window, frame)
    }
  }
  for (const window of windows) {
    if (window.since !== undefined) continue
    const range = { sinceMs: undefined, untilMs: window.until.getTime(), rows: window.rows }
    const query = await outcomeQuery(deps, watch, relation, range)
    const all = { sinceMs: -Infinity, untilMs: Infinity }
    for await (const { frame } of cutWindows(deps.engine.typedBatches(query, rowsAtOnce), [all])) {
      yield await measured(window, frame)
    }
  }
}

async function measureFrame(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  frame: Frame,
  reference: { readonly against: string; readonly outcomes: DriftSide | undefined } | undefined,
): Promise<Measurement> {
  const truth = numbersIn(frame, 'truth')
  const known = await withShares(
    deps,
    watch,
    pickRows(
      frame,
      [...truth.keys()].filter((row) => !Number.isNaN(truth[row])),
    ),
  )
  const [all, count] = [countRows(frame), countRows(known)]
  const values: MonitorValue[] = [
    { series: 'outcomeCount', slice: '', value: count, rowCount: all },
    ...(all === 0
      ? []
      : [{ series: 'outcomeShare', slice: '', value: count / all, rowCount: all }]),
  ]
  const version = numbersIn(frame, 'version').at(-1)
  if (version !== undefined) {
    const said = { columns: inputsOf(watch, frame), predicted: numbersIn(frame, 'predicted') }
    values.push(...(await estimateWindow(deps, watch, version, said)))
  }
  const empty = { rowCount: all, values, drift: [], confusion: undefined }
  if (count === 0) return { ...empty, notes: ['no outcome of this window is known yet'] }
  const outcome: InputColumn = {
    name: 'outcome',
    kind: 'number',
    values: numbersIn(known, 'truth'),
  }
  const drift =
    reference?.outcomes === undefined
      ? { values: [], drift: [], notes: [] }
      : await measureColumns(monitor, {
          of: 'outcomes',
          columns: [outcome],
          reference: reference.outcomes,
          against: reference.against,
        })
  const { slices, notes } = sliceRows(
    monitor.slices.map((name) => ({ name, values: columnOf(known, name) })),
  )
  values.push(
    ...delays(known),
    ...measureRows(monitor, watch, known, ''),
    ...byLead(monitor, watch, known),
    ...slices.flatMap(({ name, places }) => [
      ...measureSlice(monitor, watch, pickRows(known, places), name),
    ]),
    ...(await askGates(deps, monitor, watch, known)),
    ...drift.values,
  )
  const confusion = watch.model.kind === 'forecast' ? undefined : confusionOf(known)
  return {
    rowCount: all,
    values: [...values, ...(confusion === undefined ? [] : confusionValues(confusion))],
    drift: drift.drift,
    confusion,
    notes: [...drift.notes, ...notes, ...noteSample(frame)],
  }
}

function measureSlice(
  monitor: Monitor,
  watch: WatchedModel,
  frame: Frame,
  slice: string,
): MonitorValue[] {
  const count = countRows(frame)
  return [
    { series: 'outcomeCount', slice, value: count, rowCount: count },
    ...measureRows(monitor, watch, frame, slice),
  ]
}

function delays(frame: Frame): MonitorValue[] {
  const delay = numbersIn(frame, 'delayMs').toSorted()
  const hours = (ms: number) => ms / parseDuration('1h')
  const rowCount = delay.length
  const contradictions = numbersIn(frame, 'valueCount').filter((kinds) => kinds > 1).length
  return [
    { series: 'label delay', slice: '', value: hours(quantileOf(delay, 0.5)), rowCount },
    { series: 'label delay p90', slice: '', value: hours(quantileOf(delay, 0.9)), rowCount },
    { series: 'longest label delay', slice: '', value: hours(delay.at(-1) ?? 0), rowCount },
    { series: 'contradictions', slice: '', value: contradictions, rowCount },
  ]
}

function measureRows(
  { costs }: Monitor,
  { model }: WatchedModel,
  frame: Frame,
  slice: string,
): MonitorValue[] {
  const [truth, said] = [numbersIn(frame, 'truth'), numbersIn(frame, 'predicted')]
  const rowCount = truth.length
  const rows = { truth, said, ...besideOf(model.measure, frame) }
  const metrics = model.measure.flatMap((metric): MonitorValue[] => {
    try {
      const value = metric.of(truth, said, rows)
      return [{ series: metric.name, slice, value, rowCount, ...metricBand(metric, rows) }]
    } catch {
      // A metric of a yes or no can't be told of what is neither.
      return []
    }
  })
  if (model.kind === 'forecast') return [...metrics, ...coverageOf(frame, slice)]
  if (predictionKindOf(truth, said) !== 'yesOrNo') return metrics
  const bins = calibrationBins(truth, said, { bins: 10 })
  const error = bins.reduce(
    (sum, bin) => sum + (bin.rowCount / rowCount) * Math.abs(bin.predicted - bin.observed),
    0,
  )
  return [
    ...metrics,
    { series: 'calibration error', slice, value: error, rowCount },
    ...(costs === undefined ? [] : worthOf(costs, frame, slice)),
    ...(slice === '' ? disparities(model.fairness, frame, truth, said) : []),
  ]
}

function worthOf(costs: Costs, frame: Frame, slice: string): MonitorValue[] {
  const { threshold = 0.5 } = costs
  const said = numbersIn(frame, 'predicted')
  const weights = weightsOf(frame)
  const worth = numbersIn(frame, 'truth').reduce((sum, isSo, row) => {
    const isSaid = (said[row] ?? 0) >= threshold
    const [yes, no] =
      isSo === 1
        ? (['truePositive', 'falseNegative'] as const)
        : (['falsePositive', 'trueNegative'] as const)
    return sum + (weights[row] ?? 0) * costs[isSaid ? yes : no]
  }, 0)
  const rowCount = countRows(frame)
  return [
    { series: 'business value', slice, value: worth, rowCount },
    { series: 'business value per row', slice, value: worth / rowCount, rowCount },
  ]
}

function disparities(
  rule: FairnessRule | undefined,
  frame: Frame,
  truth: Float64Array,
  said: Float64Array,
): MonitorValue[] {
  const { columns = [], threshold = 0.5 } = rule ?? {}
  const yes = Float64Array.from(said, (value) => Number(value >= threshold))
  return columns.flatMap((named): MonitorValue[] => {
    const crossed = [named].flat().map((name) => columnOf(frame, name))
    const column = [named].flat().join(' × ')
    const groups = Array.from(truth, (_, row) => crossed.map((own) => String(own[row])).join(' × '))
    if (new Set(groups).size < 2) return []
    const { difference } = measureNotion({ truth, said: yes }, groups, 'equalizedOdds')
    const value = {
      series: `disparity of ${column}`,
      slice: '',
      value: difference,
      rowCount: groups.length,
    }
    return Number.isFinite(difference) ? [value] : []
  })
}

/** The error by whole days ahead, of what was predicted before its moment; of a forecast by its steps. */
function byLead(monitor: Monitor, watch: WatchedModel, frame: Frame): MonitorValue[] {
  const { model } = watch
  if (model.kind === 'forecast') {
    return leadsOf(frame, model.spec).flatMap(({ slice, rows }) =>
      measureRows(monitor, watch, pickRows(frame, rows), slice),
    )
  }
  const [ahead, lead] = [numbersIn(frame, 'ahead'), numbersIn(frame, 'leadMs')]
  const dayMs = parseDuration('1d')
  const places = [...ahead.keys()].filter((row) => ahead[row] === 1)
  const days = Map.groupBy(places, (row) => Math.floor((lead[row] ?? 0) / dayMs))
  if (days.size === 0) return []
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([day, own]) => measureRows(monitor, watch, pickRows(frame, own), `ahead=${day}d`))
}

/** Classes, or yes and no by one half; undefined for amounts. */
function confusionOf(frame: Frame): Confusion | undefined {
  const [truth, said] = [numbersIn(frame, 'truth'), numbersIn(frame, 'predicted')]
  const kind = predictionKindOf(truth, said)
  if (kind === 'amount') return undefined
  const answers = kind === 'yesOrNo' ? said.map((value) => Number(value >= 0.5)) : said
  const classes = [...new Set([...truth, ...answers])].toSorted((a, b) => a - b)
  const places = new Map(classes.map((value, place) => [value, place]))
  const counts = classes.map(() => classes.map(() => 0))
  const weights = weightsOf(frame)
  for (const [row, value] of truth.entries()) {
    const line = counts[places.get(value) ?? 0]
    const place = places.get(answers[row] ?? 0) ?? 0
    if (line !== undefined) line[place] = (line[place] ?? 0) + (weights[row] ?? 0)
  }
  return { classes, counts: counts.map((line) => line.map(Math.round)) }
}

function confusionValues({ classes, counts }: Confusion): MonitorValue[] {
  return classes.flatMap((isSo, row) =>
    classes.map((isSaid, column) => ({
      series: `confusion ${isSo} said ${isSaid}`,
      slice: '',
      value: counts[row]?.[column] ?? 0,
    })),
  )
}

/** Asks the gates among the rules of the rows whose outcome is known, as they are asked of the held-out ones. */
async function askGates(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  frame: Frame,
): Promise<MonitorValue[]> {
  const { model } = watch
  const gates = monitor.rules.filter((rule) => isRule(rule) && rule.series === `gate ${rule.name}`)
  if (gates.length === 0) return []
  const version = numbersIn(frame, 'version').at(-1)
  const found = version === undefined ? undefined : await deps.models.find(model.name, version)
  if (found === undefined) return []
  const [truth, said] = [numbersIn(frame, 'truth'), numbersIn(frame, 'predicted')]
  const { groups, shares } = besideOf(model.measure, frame)
  const sharesBeside = shares === undefined ? {} : { shares }
  const columns = [...model.view.label.group.key, ...Object.keys(model.view.features)]
  const part = {
    rowCount: truth.length,
    at: frame.times,
    label: truth,
    keys: Object.fromEntries(
      model.view.label.group.key.map((name) => [name, Array.from<unknown>(columnOf(frame, name))]),
    ),
    features: inputsOf(watch, frame),
  }
  const unasked = () =>
    Promise.reject(new Error('it is asked of versions only, not of what came true'))
  const evidence: Evidence = {
    candidate:
      model.kind === 'forecast'
        ? evaluateSteps(frame)
        : evaluate(model.measure, part, { said, ...sharesBeside }, model.slices),
    champion: undefined,
    baselines: found.baselines,
    predictionMs: found.details.predictionMs,
    metrics: Object.fromEntries(model.measure.map((metric) => [metric.name, metric])),
    rows: {
      truth,
      candidate: said,
      champion: undefined,
      ...(groups === undefined ? {} : { groups }),
      ...(shares === undefined ? {} : { candidateShares: shares }),
      columns: Object.fromEntries(columns.map((name) => [name, columnOf(frame, name)])),
      first: () => [],
    },
    predict: unasked,
    sizeBytes: found.details.sizeBytes,
    dataUntil: undefined,
    now: deps.now(),
    stopwatch: deps.stopwatch,
    behaviours: unasked,
    report: unasked,
  }
  const results = await judgeGates(gates satisfies readonly Gate[], evidence)
  return results.map(({ gate, held }) => ({
    series: `gate ${gate}`,
    slice: '',
    value: Number(held),
    rowCount: truth.length,
  }))
}

function columnOf({ columns }: Frame, name: string): TypedColumn {
  return columns.get(inputName(name)) ?? columns.get(name) ?? []
}

function numbersIn({ columns }: Frame, name: string): Float64Array {
  return numbersOf(columns.get(name) ?? [])
}
