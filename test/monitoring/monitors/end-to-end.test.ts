import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { appendRows, defineGroup } from '../../../src/features/index.ts'
import {
  atMost,
  before,
  defineMonitor,
  everyPredictions,
  lastRows,
  noDrift,
  runMonitor,
  tumbling,
  type FullMonitorRun,
} from '../../../src/monitoring/index.ts'
import { defineService, fsPredictionJournal, openService } from '../../../src/serving/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { surfHeight } from '../../training/training-lab.ts'
import { hour, hourMs, monitorLab, start, type MonitorLab } from './monitor-lab.ts'

const size = 4
const fields = Array.from({ length: size * size }, (_, at) => `pixel_${at}`)
const parts = ['meaning_0', 'meaning_1', 'meaning_2']
const photos = defineGroup({
  name: 'photos',
  key: ['camera'],
  time: 'at',
  columns: {
    camera: text(),
    at: timestamp(),
    ...Object.fromEntries([...fields, ...parts].map((name) => [name, float()])),
  },
})
const looks = defineMonitor({
  name: 'photos',
  watch: { group: photos },
  reference: before('1d'),
  window: tumbling('1d'),
  images: { photo: { width: size, height: size, fields } },
  embeddings: { meaning: parts },
  rules: [noDrift()],
})

/** A day of photos: how much darker they are than usual, and how far what they mean has moved. */
async function takePhotos(
  { deps }: MonitorLab,
  day: number,
  { darker = 0, moved = 0 } = {},
): Promise<void> {
  const random = seededRandom(`day ${day}`)
  const rows = Array.from({ length: 200 }, (_, place) => ({
    camera: `camera ${place}`,
    at: new Date(hour(24 * day).getTime() + place * 60_000),
    ...Object.fromEntries(
      fields.map((name) => [name, Math.max(0, random.next() / 2 + 0.4 - darker)]),
    ),
    ...Object.fromEntries(
      parts.map((name, at) => [name, random.normal() + (at === 0 ? moved : 0)]),
    ),
  }))
  await appendRows(deps, photos, rows, { runId: undefined, knownAt: hour(24 * (day + 1)) })
}

test('photos that are darker and embeddings that moved are drift, and days like the one before are none', async (t) => {
  const lab = await monitorLab(t)
  await takePhotos(lab, 0)
  await takePhotos(lab, 1)
  await takePhotos(lab, 2, { darker: 0.3 })
  await takePhotos(lab, 3, { darker: 0.3, moved: 2 })
  lab.now = hour(24 * 5)
  const asked = { kind: 'range', from: hour(24), to: hour(24 * 4) } as const
  const found = await runMonitor(lab.deps, looks, { asked })
  assert.deepEqual(
    found.map((run) => [run.state, driftedOf(run)]),
    [
      ['ok', []],
      ['warning', ['photo: brightness']],
      ['warning', ['meaning: component 0']],
    ],
  )
})

/** What drifted of what tells most. */
function driftedOf({ drift }: FullMonitorRun): readonly string[] {
  const columns = drift.flatMap((one) => one.columns)
  return ['photo: brightness', 'meaning: component 0'].filter((name) =>
    columns.some(({ column, drifted }) => column === name && drifted),
  )
}

test('how much a service answers otherwise is seen as soon as it has answered', async (t) => {
  const lab = await monitorLab(t)
  const service = defineService({
    name: 'surf',
    model: surfHeight,
    confidence: {
      atLeast: 0.5,
      otherwise: -1,
      of: ({ features: { beach } }) => (beach === 'easkey' ? 0.9 : 0.1),
    },
  })
  const answers = defineMonitor({
    name: 'answers',
    watch: { model: surfHeight, of: ['predictions'], service },
    window: lastRows(4),
    every: everyPredictions(1),
    rules: [atMost('fallbackShare', 0.3), atMost('lowConfidenceShare', 0.3)],
  })
  const journal = fsPredictionJournal(service, lab.deps)
  const open = await openService({ ...lab.deps, journal }, service)
  t.after(() => open.close())
  const ask = async (...beaches: readonly string[]) => {
    await open.predict(beaches.map((beachId) => ({ beachId })))
    lab.now = new Date(lab.now.getTime() + hourMs)
    const [run] = await runMonitor(lab.deps, answers, { asked: { kind: 'now' } })
    const valueOf = (name: string) => run?.values.find(({ series }) => series === name)?.value
    return [run?.state, valueOf('fallbackShare'), valueOf('lowConfidenceShare')]
  }
  lab.now = start
  // Of those that were asked for at once any may be the one that is no longer among the last four.
  const usual = ['easkey', 'easkey', 'easkey', 'easkey']
  assert.deepEqual(await ask(...usual), ['ok', 0, 0])
  assert.deepEqual(await ask('lahinch'), ['ok', 0.25, 0.25])
  assert.deepEqual(await ask('lahinch'), ['warning', 0.5, 0.5])
  assert.deepEqual(await ask(...usual), ['ok', 0, 0])
})
