import type { TestContext } from 'node:test'
import { seededRandom, silentLog, type Clock } from '../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  freezeView,
  type TrainingSet,
} from '../../src/features/index.ts'
import {
  boostedTrees,
  byTime,
  mae,
  meanBaseline,
  medianBaseline,
  ordinal,
  rmse,
} from '../../src/learn/index.ts'
import { sqlModelStore } from '../../src/registry/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { sqlRunRecords, sqlRunStore } from '../../src/tracking/index.ts'
import { defineModel, type TrainOptions } from '../../src/training/index.ts'
import { noon, temporaryStore } from '../features/feature-store.ts'

export const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: {
    beachId: text(),
    observedAt: timestamp(),
    waveHeight: float({ unit: 'ft', description: 'Height of the breaking wave.' }),
  },
})

export const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float({ unit: 'm' }),
    period: float({ unit: 's', optional: true }),
  },
})

const height = swells.latest('height')
const period = swells.latest('period')

export const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height,
    period,
    power: derive({ height, period }, (row) => row.height ** 2 * row.period, { unit: 'm²s' }),
    beach: reports.keyColumn('beachId'),
  },
})

export const split = byTime({ test: 0.25 })
export const learner = boostedTrees({ trees: 20, maxLeaves: 6, minLeafRows: 5 })

export const surfHeight = defineModel({
  name: 'surf-height',
  view: surf,
  learner,
  encode: { beach: ordinal() },
  split,
  measure: [mae(), rmse()],
  baselines: { mean: meanBaseline(), median: medianBaseline() },
  slices: ['beachId'],
})

export const trainOptions: TrainOptions = {
  code: { commit: 'c0ffee', fingerprint: 'code 1' },
  log: silentLog,
}

export type TrainingLab = Awaited<ReturnType<typeof trainingLab>>

/** All that a training needs, on real engines, with 100 days of two beaches. */
export async function trainingLab(t: TestContext) {
  const store = await temporaryStore(tickingClock(noon))
  t.after(store.close)
  const lab = {
    ...store,
    runs: sqlRunStore(store.database),
    records: sqlRunRecords(store.database),
    models: sqlModelStore({ database: store.database, now: store.now }),
    stopwatch: () => performance.now(),
  }
  await appendDays(lab, 0, 100)
  return lab
}

/** Waves are the swell in feet, higher at one beach, and a bit of chance; every tenth period is unknown. */
export async function appendDays(
  store: Parameters<typeof appendRows>[0],
  from: number,
  to: number,
): Promise<void> {
  const random = seededRandom(`surf ${from}`)
  const swellRows = []
  const reportRows = []
  for (let day = from; day < to; day += 1) {
    for (const beachId of ['easkey', 'lahinch']) {
      const at = new Date(Date.UTC(2025, 0, 1 + day))
      const own = random.next() * 4
      const known = day % 10 === 0 ? {} : { period: 8 + random.below(8) }
      const more = beachId === 'lahinch' ? 2 : 0
      swellRows.push({ beachId, hitsAt: at, height: own, ...known })
      const waveHeight = own * 3.28 + more + random.normal() / 4
      reportRows.push({ beachId, observedAt: at, waveHeight })
    }
  }
  const known = { runId: undefined, knownAt: new Date(Date.UTC(2025, 0, 1)) }
  await appendRows(store, swells, swellRows, known)
  await appendRows(store, reports, reportRows, known)
}

export async function freezeSurf(lab: TrainingLab): Promise<TrainingSet> {
  return freezeView(lab, surf, { split, fingerprint: 'code 1' })
}

/** A millisecond later each time it is asked: what is made later is newer. */
function tickingClock(start: Date): Clock {
  let ms = start.getTime()
  return () => new Date(ms++)
}
