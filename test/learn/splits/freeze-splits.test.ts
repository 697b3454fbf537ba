import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  appendRows,
  defineGroup,
  defineView,
  freezeView,
  readTrainingPart,
} from '../../../src/features/index.ts'
import { byTime, grouped, stratified } from '../../../src/learn/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../../features/feature-store.ts'

const beaches = ['easkey', 'inch', 'lahinch', 'tramore']
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number))

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float() },
})
const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: { beachId: reports.keyColumn('beachId') },
})

test('a view is frozen with groups kept whole, with like labels, and with a gap', async (t) => {
  const store = await temporaryStore()
  t.after(store.close)
  const rows = Array.from({ length: 40 }, (_, at) => ({
    beachId: beaches[at % 4] ?? '',
    observedAt: day(1 + Math.floor(at / 4)),
    waveHeight: at < 20 ? 1 : 2,
  }))
  await appendRows(store, reports, rows, { runId: undefined, knownAt: day(20) })
  const freeze = (split: Parameters<typeof freezeView>[2]['split']) =>
    freezeView(store, surf, { split, fingerprint: 'code 1' })

  const whole = await freeze(grouped({ test: 0.25, seed: 1, by: 'beachId' }))
  assert.deepEqual(whole.split, { kind: 'grouped', trainCount: 30, testCount: 10 })
  const tested = await readTrainingPart(store, surf, whole, 'test')
  assert.equal(new Set(tested.keys['beachId']).size, 1)

  const alike = await freeze(stratified({ test: 0.4, seed: 1 }))
  const { label } = await readTrainingPart(store, surf, alike, 'test')
  assert.deepEqual([label.length, label.filter((height) => height === 1).length], [16, 8])

  const parted = await freeze(byTime({ test: 0.2, gap: '3d' }))
  const testFrom = day(9).toISOString()
  assert.deepEqual(parted.split, {
    kind: 'byTime',
    trainCount: 24,
    testCount: 8,
    leftOutCount: 8,
    testFrom,
  })
  assert.equal((await readTrainingPart(store, surf, parted, 'train')).rowCount, 24)
  await assert.rejects(freeze(grouped({ test: 0.25, seed: 1, by: 'beach' })), {
    message: 'grouped: by must be one of beachId, but is beach.',
  })
})
