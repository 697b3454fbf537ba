import { isJudgedWhole } from '../drift/drift-options.ts'
import { togetherSeries } from './measure-together.ts'
import { describedKinds } from './watched-columns.ts'
import type { Trainable } from '../../training/index.ts'
import { inputNames } from './watched-forecast.ts'
import type { Monitor, Watched } from './monitor.ts'

/** The columns of what is watched: those that can be sliced by, compared, and left out. */
export function columnsOf(watch: Watched): readonly string[] {
  switch (watch.kind) {
    case 'model': {
      const { view } = watch.model
      return [...view.label.group.key, ...featuresOf(watch.model)]
    }
    case 'group':
      return Object.keys(watch.group.columns)
    case 'dataset':
      return Object.keys(watch.dataset.columns)
    case 'service':
      return []
  }
}

export interface KnownSeries {
  readonly known: readonly string[]
  /** What others begin with, whose ends the data tells. */
  readonly open: readonly string[]
}

/** What a monitor measures, by name. */
export function seriesOf(monitor: Monitor): KnownSeries {
  const { watch, rules } = monitor
  const gates = rules.flatMap(({ series }) => (series.startsWith('gate ') ? [series] : []))
  const open = describedSeries(monitor)
  const together = [...togetherNames(monitor), ...wholeSeries(monitor)]
  switch (watch.kind) {
    case 'model':
      return {
        known: [...modelSeries(monitor, watch), ...gates, ...together],
        open: ['confusion ', ...(watch.model.kind === 'forecast' ? columnSeries : []), ...open],
      }
    case 'group':
      return { known: [...rowSeries(columnsOf(watch)), ...groupSeries, ...together], open }
    case 'dataset':
      return { known: [...rowSeries(columnsOf(watch)), ...datasetSeries, ...together], open }
    case 'service':
      return { known: serviceSeries, open: [] }
  }
}

/** Of a forecast those that its declaration tells. */
function featuresOf(model: Trainable): readonly string[] {
  return model.kind === 'forecast' ? inputNames(model.spec) : Object.keys(model.view.features)
}

/** Of columns that only the data tells. */
const columnSeries = ['drift', 'missing', 'outside', 'new categories', 'mean'].map(
  (what) => `${what} of `,
)

/** Of texts, images and embeddings there is a series for each thing that describes them. */
function describedSeries(monitor: Monitor): string[] {
  const measures = ['drift', 'outside', 'new categories']
  return describedKinds(monitor)
    .filter((about) => !isWhole(monitor, about))
    .flatMap(({ column }) => measures.map((what) => `${what} of ${column}: `))
}

/** Of those that are judged as wholes there is one. */
function wholeSeries(monitor: Monitor): string[] {
  return describedKinds(monitor)
    .filter((about) => isWhole(monitor, about))
    .map(({ column }) => `drift of ${column}`)
}

function isWhole({ compare, mode }: Monitor, about: ReturnType<typeof describedKinds>[number]) {
  return about.kind !== 'image' && isJudgedWhole({ ...compare, mode }, about)
}

function togetherNames({ together, texts }: Monitor): string[] {
  const isClassified = together.includes('classifier')
  return [
    ...(together.length === 0 ? [] : ['drifted together']),
    ...together.map((method) => togetherSeries({ method })),
    ...(isClassified ? texts.map((of) => togetherSeries({ method: 'classifier', of })) : []),
  ]
}

function modelSeries(
  { costs }: Monitor,
  { model, of }: Extract<Watched, { readonly kind: 'model' }>,
): string[] {
  const features = featuresOf(model)
  const metrics = model.measure.map(({ name }) => name)
  const rule = model.kind === 'model' ? model.fairness : undefined
  const fairness = (rule?.columns ?? []).map(
    (column) => `disparity of ${[column].flat().join(' × ')}`,
  )
  return [
    ...(of.includes('inputs') ? ['rowCount', ...driftSeries('inputs', features)] : []),
    ...(of.includes('predictions')
      ? ['rowCount', ...driftSeries('predictions', ['prediction']), ...predictionSeries]
      : []),
    ...(of.includes('outcomes')
      ? [
          ...driftSeries('outcomes', ['outcome']),
          ...outcomeSeries,
          ...metrics,
          ...(model.kind === 'forecast' ? ['coverage'] : []),
          ...metrics.map((name) => `estimated ${name}`),
          ...fairness,
          ...(costs === undefined ? [] : ['business value', 'business value per row']),
        ]
      : []),
  ]
}

function driftSeries(of: string, columns: readonly string[]): string[] {
  return [
    `drifted ${of}`,
    ...(columns.length > 1 ? ['driftedShare'] : []),
    ...columns.flatMap((column) => [
      `drift of ${column}`,
      `missing of ${column}`,
      `outside of ${column}`,
      `new categories of ${column}`,
      `mean of ${column}`,
    ]),
  ]
}

function rowSeries(columns: readonly string[]): string[] {
  return [
    'rowCount',
    ...driftSeries('rows', columns),
    ...columns.flatMap((column) => [
      `least of ${column}`,
      `largest of ${column}`,
      `kinds of ${column}`,
    ]),
  ]
}

const predictionSeries = [
  'lowConfidenceShare',
  'fallbackShare',
  'missingInputShare',
  'slowest',
  'typical time',
] as const

const outcomeSeries = [
  'outcomeCount',
  'outcomeShare',
  'label delay',
  'label delay p90',
  'longest label delay',
  'contradictions',
  'calibration error',
] as const

const groupSeries = [
  'age',
  'duplicates',
  'late rows',
  'corrected rows',
  'quarantined rows',
  'refused deliveries',
  'type surprises',
  'broken checks',
  'schema changes',
] as const

const datasetSeries = ['age', 'broken checks', 'schema changes', 'fileCount', 'sizeBytes'] as const

const serviceSeries = [
  'requestCount',
  'requests a second',
  'rowCount',
  'failureCount',
  'error share',
  'latency p50',
  'latency p95',
  'latency p99',
  'most waiting',
  'memory',
] as const
