import type { TestContext } from 'node:test'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  type FreezeOptions,
} from '../../../src/features/index.ts'
import { byTime } from '../../../src/learn/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

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
  columns: { beachId: text(), hitsAt: timestamp(), height: float() },
})

const height = swells.latest('height')
export const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: { height, power: derive({ height }, (row) => row.height ** 2) },
})

export const options: FreezeOptions = { split: byTime({ test: 0.25 }), fingerprint: 'code 1' }

export function day(number: number): Date {
  return new Date(Date.UTC(2026, 0, number))
}

export type SurfStore = Awaited<ReturnType<typeof temporaryStore>>

/** One beach: a swell and a report a day for so many days, the report twice the swell. */
export async function openSurf(t: TestContext, dayCount: number): Promise<SurfStore> {
  const store = await temporaryStore()
  t.after(store.close)
  await addDays(
    store,
    Array.from({ length: dayCount }, (_, at) => at + 1),
  )
  return store
}

export async function addDays(
  store: SurfStore,
  days: readonly number[],
  height = 1,
  knownAt = day(1),
  beachId = 'lahinch',
) {
  const known = { runId: undefined, knownAt }
  const swell = days.map((number) => ({ beachId, hitsAt: day(number), height: number * height }))
  const report = days.map((number) => ({
    beachId,
    observedAt: day(number),
    waveHeight: number * height * 2,
  }))
  await appendRows(store, swells, swell, known)
  // What was seen is known when it was seen.
  await appendRows(store, reports, report, { knownAt: ({ observedAt }) => observedAt })
}
