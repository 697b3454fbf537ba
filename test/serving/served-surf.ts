import { newId, type Digest } from '../../src/base/index.ts'
import { defineSource } from '../../src/data/index.ts'
import { appendRows, defineGroup, defineView, derive, type View } from '../../src/features/index.ts'
import { boostedTrees, compilePredictor, fitModel } from '../../src/learn/index.ts'
import {
  promoteVersion,
  sqlModelStore,
  type ModelStore,
  type ModelVersion,
} from '../../src/registry/index.ts'
import { defineService, type ServiceDeps } from '../../src/serving/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { temporaryStore } from '../features/feature-store.ts'

export const noon = new Date('2026-03-01T12:00:00Z')

export const hours = (count: number): Date => new Date(noon.getTime() + count * 3_600_000)

export const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float({ unit: 'ft' }) },
})

export const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float({ unit: 'm' }),
    period: float({ unit: 's' }),
  },
  from: defineSource({ name: 'bulletins', from: 'bulletins', ending: '.txt' }),
  // One line a row: `<beach> <moment> <height> <period>`.
  read: ({ text: lines }) => ({
    knownAt: hours(-1),
    rows: lines.split('\n').map((line) => {
      const [beachId = '', hitsAt = '', height, period] = line.split(' ')
      return {
        beachId,
        hitsAt: new Date(hitsAt),
        height: Number(height),
        period: Number(period),
      }
    }),
  }),
})

const height = swells.latest('height')

export const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    beach: reports.keyColumn('beachId'),
    height,
    highest: swells.window('1d').max('height'),
    // The period is read for the power only.
    power: derive({ height, period: swells.latest('period') }, (row) => row.height * row.period),
  },
})

export const surfHeight = { name: 'surf-height', view: surf }

export const surfService = defineService({
  name: 'surf',
  model: surfHeight,
  forecast: { ahead: '10d' },
})

type Store = Awaited<ReturnType<typeof temporaryStore>>
export type ServedStore = Store & ServiceDeps & { readonly state: string }

/** A feature store and a registry in a temporary folder, with swells of two beaches around noon. */
export async function servedStore(now = () => noon): Promise<ServedStore> {
  const store = await emptyServedStore(now)
  await tellSwells(store, -24, 24, 1, hours(-1))
  return store
}

export async function emptyServedStore(now = () => noon): Promise<ServedStore> {
  const store = await temporaryStore(now)
  return { ...store, models: sqlModelStore(store), journal: undefined, state: store.root }
}

/** One commit of swells every six hours of a time around noon. */
export async function tellSwells(
  store: Store,
  from: number,
  until: number,
  height: number,
  knownAt = noon,
) {
  const rows = ['easkey', 'lahinch'].flatMap((beachId, place) =>
    Array.from({ length: (until - from) / 6 + 1 }, (_, at) => ({
      beachId,
      hitsAt: hours(from + at * 6),
      height: height + place + at / 10,
      period: 10,
    })),
  )
  return appendRows(store, swells, rows, { runId: undefined, knownAt })
}

export interface VersionOptions {
  /** What is added to what it learns: tells versions apart. */
  readonly offset: number
  readonly view?: View
  readonly trainingSetId?: string
  readonly runId?: string
  /** Damages what is stored. */
  readonly spoil?: (files: Record<string, string>) => void
}

/** Learns `height × 2 + offset`, and registers the result. */
export async function registerVersion(
  store: Store & { readonly models: ModelStore },
  { offset, view = surf, spoil, trainingSetId = 'set_none', runId }: VersionOptions,
): Promise<ModelVersion> {
  const heights = Float64Array.from({ length: 60 }, (_, row) => row / 10)
  const columns = Object.entries(view.features).map(([name, { type }]) =>
    type === 'text'
      ? { name, kind: 'category' as const, values: Array.from(heights, () => 'lahinch') }
      : { name, kind: 'number' as const, values: heights },
  )
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 20 }),
    columns,
    target: heights.map((value) => value * 2 + offset),
    seed: 1,
  })
  const features = { beach: 'lahinch', height: 1, highest: 2, power: null }
  const example = [{ features, prediction: compilePredictor(fitted)(features) }]
  const files: Record<string, string> = {
    'fitted.json': JSON.stringify(fitted),
    'example.json': JSON.stringify(example),
  }
  spoil?.(files)
  return store.models.insert({
    model: 'surf-height',
    createdAt: store.now(),
    runId,
    trainingSetId,
    contentDigest: newId<Digest>('content', store.now()),
    files: await putFiles(store, files),
    evaluation: { rowCount: 0, metrics: {}, slices: {} },
    baselines: {},
    signature: { inputs: [], output: { name: 'waveHeight', type: 'float' } },
    details: { learner: '', predictionMs: 0, parity: 0, importance: [], sizeBytes: 0 },
  })
}

async function putFiles(store: Store, files: Readonly<Record<string, string>>) {
  const kept = Object.entries(files).map(
    async ([name, content]) =>
      [name, await store.blobs.put(new TextEncoder().encode(content))] as const,
  )
  return Object.fromEntries(await Promise.all(kept))
}

export async function promote(store: ServedStore, version: number): Promise<void> {
  const by = 'ada'
  await promoteVersion(store, { model: 'surf-height', version, alias: 'champion', by, gates: [] })
}
