import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compareProfiles,
  parseDatasetReference,
  profileDataset,
  tagDataset,
} from '../../../src/data/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'
import { openDatasets } from '../datasets/open-datasets.ts'

test('two versions of a dataset are told and compared, by number or alias', async (t) => {
  const data = await openDatasets(t)
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  await data.write('tides/a.csv', 'port,height\nCork,1\nCobh,2\n')
  await data.write('tides/notes.txt', 'no table')
  await data.add('tides')
  await tagDataset(data, {
    reference: parseDatasetReference('tides@1'),
    alias: 'reference',
    by: 'ada',
  })
  await data.write('tides/b.jsonl', '{"port":"Galway","height":9}\n')
  await data.add('tides')
  const profileOf = (reference: string) =>
    profileDataset({ ...data, engine }, parseDatasetReference(reference))
  const [before, after] = [await profileOf('tides@reference'), await profileOf('tides')]
  const comparison = compareProfiles(before, after)
  assert.deepEqual(comparison.rowCount, { before: 2, after: 3 })
  assert.deepEqual(comparison.columns[0]?.addedValues, ['Galway'])
  assert.deepEqual(comparison.columns[1]?.mean, { before: 1.5, after: 4 })
  await assert.rejects(profileOf('tides@3'), { code: 'data.datasetVersionNotFound' })
})
