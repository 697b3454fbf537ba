import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  defineView,
  derive,
  diffTrainingSets,
  exportTrainingSet,
  freezeView,
  getTrainingSet,
} from '../../../src/features/index.ts'
import { parquetFiles, sql } from '../../../src/table/index.ts'
import { addDays, day, openSurf, options, reports, surf, swells } from './daily-surf.ts'

test('two sets differ by rows, parts, features, commits and distributions', async (t) => {
  const store = await openSurf(t, 8)
  const before = await freezeView(store, surf, options)
  const height = swells.latest('height')
  const other = defineView({
    name: 'surf',
    label: reports.column('waveHeight'),
    features: {
      power: derive({ height }, (row) => row.height ** 2 + 1),
      twice: derive({ height }, (row) => row.height * 2),
    },
  })
  // Two days come, and the first is corrected.
  await addDays(store, [9, 10])
  await addDays(store, [1], 5)
  const after = await freezeView(store, other, { ...options, from: day(1), to: day(10) })
  const found = await diffTrainingSets(store, before, after)
  assert.deepEqual(
    { rows: found.rows, features: found.features, commits: found.commits },
    {
      rows: { added: 1, removed: 0, changed: 8, moved: 1 },
      features: { added: ['twice'], removed: ['height'], rewritten: ['power'] },
      commits: { swells: { added: 2, removed: 0 }, reports: { added: 2, removed: 0 } },
    },
  )
  assert.deepEqual(found.profile?.rowCount, { before: 6, after: 7 })
  assert.deepEqual(found.profile?.removedColumns, ['feature.height'])
})

test('a set is exported whole or in part, in the format of the file', async (t) => {
  const store = await openSurf(t, 8)
  const set = await freezeView(store, surf, options)
  const file = (name: string) => join(store.root, name)
  await exportTrainingSet(store, set, { file: file('all.parquet') })
  await exportTrainingSet(store, set, { file: file('test.csv'), part: 'test' })
  await exportTrainingSet(store, set, { file: file('new/folder/train.arrow'), part: 'train' })
  const [all] = await store.engine.rows(
    sql`select count(*) as count from ${parquetFiles([file('all.parquet')])}`,
  )
  assert.deepEqual(all, { count: 8 })
  assert.equal(
    await readFile(file('test.csv'), 'utf8'),
    'beachId,_at,_label,_part,feature.height,feature.power\n' +
      'lahinch,2026-01-07 00:00:00,14.0,test,7.0,49.0\n' +
      'lahinch,2026-01-08 00:00:00,16.0,test,8.0,64.0\n',
  )
  assert.match(await readFile(file('new/folder/train.arrow'), 'latin1'), /^ARROW1/)
  await assert.rejects(exportTrainingSet(store, set, { file: file('set.xlsx') }), {
    code: 'table.unknownFileType',
  })
})

test('the newest set is found, or a version of it, or the versions are named', async (t) => {
  const store = await openSurf(t, 8)
  const first = await freezeView(store, surf, options)
  const second = await freezeView(store, surf, { ...options, rows: 5 })
  assert.deepEqual(await getTrainingSet(store, 'surf'), second)
  assert.deepEqual(await getTrainingSet(store, 'surf', 1), first)
  await assert.rejects(getTrainingSet(store, 'surf', 3), {
    code: 'features.noSuchTrainingSet',
    message: 'View surf has no training set version 3.',
    hint: 'There are versions 2, 1.',
  })
  await assert.rejects(getTrainingSet(store, 'tide'), { hint: 'Freeze it: swell view freeze tide' })
})
