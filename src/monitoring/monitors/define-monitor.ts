import {
  isSwellError,
  messageOf,
  parseDuration,
  suggestName,
  type Duration,
} from '../../base/index.ts'
import type { Dataset } from '../../data/index.ts'
import type { Group } from '../../features/index.ts'
import type { Encoder } from '../../learn/index.ts'
import { toSchedule, type ScheduleDefinition } from '../../pipelines/index.ts'
import type { Gate } from '../../registry/index.ts'
import type { Service } from '../../serving/index.ts'
import type { Trainable } from '../../training/index.ts'
import type { Channel } from '../alerts/channel.ts'
import { driftModes, togetherMethods } from '../drift/drift-report.ts'
import { monitoringErrors } from '../errors.ts'
import { gateRule } from './gate-rule.ts'
import { modelParts, type Every, type ModelPart, type Monitor, type Watched } from './monitor.ts'
import { asTrained, before, type Reference } from './reference.ts'
import { isRule } from './rule.ts'
import { columnsOf, seriesOf } from './series-of.ts'
import { describedKinds, partsOf } from './watched-columns.ts'
import { stepMs, tumbling, type Window } from './window.ts'

/** What a definition names: one of these. */
export type WatchDefinition =
  | {
      /** Or a forecast of series. */
      readonly model: Trainable
      /** All three when left out. */
      readonly of?: readonly ModelPart[]
      /** What this service answered only. */
      readonly service?: Service
    }
  | { readonly group: Group }
  | { readonly dataset: Dataset }
  | { readonly service: Service }

export interface MonitorDefinition extends Partial<
  Pick<
    Monitor,
    | 'description'
    | 'by'
    | 'outcomesWithin'
    | 'costs'
    | 'unsureWithin'
    | 'mode'
    | 'compare'
    | 'driftShare'
    | 'images'
    | 'embeddings'
    | 'together'
  >
> {
  readonly name: string
  readonly watch: WatchDefinition
  /** What the champion was trained on; of a group the 30 days before, of a dataset its version 1. */
  readonly reference?: Reference
  /** Each day when left out. */
  readonly window?: Window
  /** When a window ends, if it is absent: a schedule, a trigger, or `everyPredictions(1000)`. */
  readonly every?: ScheduleDefinition | EveryPredictions
  readonly slices?: readonly string[]
  /** What counts as bad. Gates of a model are rules as well, asked of what came true. */
  readonly rules?: readonly Gate[]
  /** Who is told of alerts. */
  readonly tell?: readonly Channel[]
  readonly leaveOut?: readonly string[]
  /** Columns in a person's words; what the model encodes by words when left out. */
  readonly texts?: readonly string[]
}

export interface EveryPredictions {
  readonly kind: 'predictions'
  readonly count: number
}

/** Each time so many predictions have been made. */
export function everyPredictions(count: number): EveryPredictions {
  return Object.freeze({ kind: 'predictions', count })
}

/** Declares a monitor. Throws `wrongMonitor` for what can't be, and says what there is instead. */
export function defineMonitor(definition: MonitorDefinition): Monitor {
  const { name, rules = [], slices = [], tell = [], leaveOut = [], every } = definition
  const fail = (problem: string) => monitoringErrors.wrongMonitor({ monitor: name, problem })
  const watch = toWatched(definition.watch)
  const window = definition.window ?? tumbling('1d')
  assertWindow(window, fail)
  const monitor: Monitor = Object.freeze({
    by: 'madeAt',
    outcomesWithin: '7d',
    unsureWithin: 0.1,
    mode: 'default',
    compare: {},
    description: undefined,
    costs: undefined,
    driftShare: undefined,
    texts: wordColumns(watch),
    images: {},
    embeddings: {},
    together: [],
    ...definition,
    kind: 'monitor',
    watch,
    window,
    reference: definition.reference ?? usualReference(watch),
    every: toEvery(name, window, every, fail),
    slices,
    rules: rules.map((rule) => (isRule(rule) ? rule : gateRule(rule))),
    tell,
    leaveOut,
  })
  assertMonitor(monitor, fail)
  return monitor
}

function toWatched(watch: WatchDefinition): Watched {
  if ('model' in watch) {
    const { model, of = modelParts, service } = watch
    return { kind: 'model', name: model.name, model, of, service: service?.name }
  }
  if ('group' in watch) return { kind: 'group', name: watch.group.name, group: watch.group }
  if ('dataset' in watch)
    return { kind: 'dataset', name: watch.dataset.dataset, dataset: watch.dataset }
  return { kind: 'service', name: watch.service.name, service: watch.service }
}

function usualReference({ kind }: Watched): Reference {
  if (kind === 'model') return asTrained()
  return kind === 'dataset' ? { kind: 'version', version: 1 } : before('30d')
}

function wordColumns(watch: Watched): readonly string[] {
  if (watch.kind !== 'model' || watch.model.kind !== 'model') return []
  const encoders = Object.entries(watch.model.encode)
  return encoders.flatMap(([name, encoder]) => (readsWords(encoder) ? [name] : []))
}

function readsWords(encoder: Encoder): boolean {
  return encoder.kind === 'chain' ? encoder.of.some(readsWords) : encoder.kind === 'tfIdf'
}

type Fail = (problem: string) => Error

function assertWindow(window: Window, fail: Fail): void {
  if (window.kind === 'rows') {
    if (Number.isInteger(window.count) && window.count > 0) return
    throw fail(`a window of ${window.count} rows holds nothing.`)
  }
  const length = read(fail, () => parseDuration(window.length))
  const step = read(fail, () => stepMs(window) ?? length)
  if (step < 1000) throw fail('its windows are less than a second apart.')
  if (step > length) throw fail(`between its windows of ${window.length} rows would never be seen.`)
}

function toEvery(
  name: string,
  window: Window,
  every: MonitorDefinition['every'],
  fail: Fail,
): Every {
  if (typeof every === 'object' && 'kind' in every && every.kind === 'predictions') {
    if (Number.isInteger(every.count) && every.count > 0) return every
    throw fail(`every ${every.count} predictions is never.`)
  }
  if (every === undefined && window.kind === 'rows') {
    throw fail('a window of a number of rows has no end: say `every` when it is to run.')
  }
  const length: Duration = `${stepMs(window) ?? 1}ms`
  const own: ScheduleDefinition = every ?? {
    kind: 'interval',
    every: length,
    from: new Date(0),
  }
  const schedule = read(fail, () => toSchedule(name, own, 'UTC'))
  for (const trigger of schedule.on) {
    if (trigger.kind !== 'pipeline' && trigger.kind !== 'files') continue
    throw fail(
      'it can run at times, on commits, when an alias moves, and after so many predictions.',
    )
  }
  return { kind: 'schedule', schedule }
}

function read<Value>(fail: Fail, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw isSwellError(error) ? fail(messageOf(error)) : error
  }
}

function assertMonitor(monitor: Monitor, fail: Fail): void {
  const { name, watch, rules, tell, mode } = monitor
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw fail('its name is not of small letters, digits and hyphens.')
  }
  read(fail, () => parseDuration(monitor.outcomesWithin))
  if (!driftModes.includes(mode))
    throw fail(`there is no mode "${mode}". ${suggestName(mode, driftModes)}`)
  if (watch.kind === 'model') {
    if (watch.of.length === 0) throw fail('it watches no part of its model.')
    const unknown = watch.of.find((part) => !modelParts.includes(part))
    if (unknown !== undefined) {
      throw fail(`a model has no part "${unknown}". ${suggestName(unknown, modelParts)}`)
    }
  }
  assertWatched(monitor, fail)
  assertCompared(monitor, fail)
  assertRules(monitor, fail)
  const names = rules.map((rule) => rule.name)
  const twice = names.find((one, at) => names.indexOf(one) < at)
  if (twice !== undefined) throw fail(`the rule “${twice}” stands there twice.`)
  const channels = tell.map((channel) => channel.name)
  const again = channels.find((one, at) => channels.indexOf(one) < at)
  if (again !== undefined) throw fail(`the channel ${again} is named twice.`)
}

function assertWatched(monitor: Monitor, fail: Fail): void {
  const { watch, slices, leaveOut, every, reference, texts } = monitor
  const columns = columnsOf(watch)
  // What is known beside the series of a forecast is told when they are read.
  const isOpen = watch.kind === 'model' && watch.model.kind === 'forecast'
  for (const column of [...slices, ...leaveOut, ...texts, ...partsOf(monitor)]) {
    if (isOpen || columns.includes(column)) continue
    throw fail(`there is no column "${column}". ${suggestName(column, columns)}`)
  }
  if (every.kind === 'predictions' && watch.kind !== 'model') {
    throw fail(`only of a model predictions can be counted, and this is a ${watch.kind}.`)
  }
  if (reference.kind === 'alias' && watch.kind !== 'model') {
    throw fail(
      `a ${watch.kind} was not trained on anything: compare it with before('30d') or asVersion(1).`,
    )
  }
  if (reference.kind === 'version' && (watch.kind === 'group' || watch.kind === 'service')) {
    throw fail(`a ${watch.kind} has no versions: compare it with before('30d').`)
  }
}

function assertCompared(monitor: Monitor, fail: Fail): void {
  const { together } = monitor
  const columns = columnsOf(monitor.watch)
  const { tests = {}, thresholds = {} } = monitor.compare
  const compared = [...Object.keys(tests), ...Object.keys(thresholds)]
  const own = [
    ...columns,
    'prediction',
    'outcome',
    ...describedKinds(monitor).map(({ column }) => column),
  ]
  for (const column of compared) {
    if (own.some((name) => column === name || column.startsWith(`${name}: `))) continue
    throw fail(`there is no column "${column}" to compare. ${suggestName(column, own)}`)
  }
  const unknown = together.find((method) => !togetherMethods.includes(method))
  if (unknown !== undefined) {
    throw fail(`columns are not compared by "${unknown}". ${suggestName(unknown, togetherMethods)}`)
  }
  for (const [name, { width, height, fields }] of Object.entries(monitor.images)) {
    if (width * height === fields.length) continue
    throw fail(
      `an image of ${width} × ${height} has ${width * height} values, and ${fields.length} columns are named for ${name}.`,
    )
  }
}

/** A rule of a series that is never measured would never speak. */
function assertRules(monitor: Monitor, fail: Fail): void {
  const { known, open } = seriesOf(monitor)
  for (const { name, series } of monitor.rules) {
    const stem = series.endsWith('*') ? series.slice(0, -1) : undefined
    const isKnown =
      stem === undefined
        ? known.includes(series)
        : known.some((one) => one.startsWith(stem)) || open.some((one) => one.startsWith(stem))
    if (isKnown || open.some((one) => series.startsWith(one))) continue
    throw fail(
      `“${name}” judges "${series}", which it doesn't measure. ${suggestName(series, known)}`,
    )
  }
}
