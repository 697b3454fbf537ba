import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { digestOfValue } from '../../../src/base/index.ts'
import { putTable, type Profile } from '../../../src/data/index.ts'
import {
  freezeView,
  readTrainingBatches,
  readTrainingPart,
  type TrainingSetId,
} from '../../../src/features/index.ts'
import { joinSql, ident, sql } from '../../../src/table/index.ts'
import { noon, storeAt } from '../feature-store.ts'
import { openSurf, options, surf } from './daily-surf.ts'

test('batches of a part are the part, in its order; a version that is not there is told', async (t) => {
  const store = await openSurf(t, 4000)
  const set = await freezeView(store, surf, options)
  const whole = await readTrainingPart(store, surf, set, 'train')
  const read = { part: 'train', rows: 1000 } as const
  const labels: number[] = []
  let batchCount = 0
  for await (const batch of readTrainingBatches(store, surf, read)) {
    batchCount += 1
    labels.push(...batch.label)
    assert.equal(batch.features[0]?.values.length, batch.rowCount)
    assert.equal(batch.keys['beachId']?.length, batch.rowCount)
  }
  assert.deepEqual(labels, [...whole.label])
  assert.ok(batchCount > 1)
  const second = readTrainingBatches(store, surf, { ...read, version: 2 })
  await assert.rejects(second.next(), { code: 'features.noSuchTrainingSet' })
})

test('a set that is larger than a limit of memory is read through below it', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'groundswell-batches-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const rowCount = 900_000
  const featureCount = 30
  const store = await storeAt(root)
  const features = Array.from(
    { length: featureCount },
    (_, at) => sql`(i * ${at + 1} % 9973)::double as ${ident(`feature.f${at}`)}`,
  )
  const digest = await putTable(
    store,
    sql`select 'k' || (i % 7) as key, timestamp '2026-01-01' as _at, i::double as _label,
      'train' as _part, ${joinSql(features, ', ')} from range(${rowCount}) as r(i)`,
  )
  const bare = { statistics: [], commits: {}, bounds: {}, createdAt: noon, runId: undefined }
  const split = { kind: 'byTime', trainCount: rowCount, testCount: 0 }
  await store.trainingSets.insert(
    {
      ...bare,
      id: 'set_wide' as TrainingSetId,
      view: 'wide',
      digest,
      definitionDigest: digestOfValue('wide'),
      rowCount,
      split,
    },
    { rowCount, columns: [] } as unknown as Profile,
  )
  await store.close()

  const script = fileURLToPath(new URL('read-in-batches.ts', import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, root], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  const found = JSON.parse(stdout) as { rowCount: number; sum: number; grownBytes: number }
  let sum = 0
  for (let i = 0; i < rowCount; i += 1) sum += (i * featureCount) % 9973
  assert.deepEqual([found.rowCount, found.sum], [rowCount, sum])
  const limitBytes = 180e6
  assert.ok(rowCount * (featureCount + 2) * 8 > limitBytes + 50e6)
  assert.ok(found.grownBytes < limitBytes, `${found.grownBytes} bytes`)
})
