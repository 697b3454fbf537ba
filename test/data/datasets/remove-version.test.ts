import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import {
  collectGarbage,
  getDatasetVersion,
  parseDatasetReference,
  removeVersion,
  sqlDatasetStore,
  tagDataset,
} from '../../../src/data/index.ts'
import { linkLineage, sqlLineageStore } from '../../../src/tracking/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('a version that something refers to is not removed, and all that does is named', async (t) => {
  const { data, rm } = await threeVersions(t)
  await tagDataset(data, { reference: parseDatasetReference('tides'), alias: 'checked', by: 'ada' })
  await linkLineage({ ...data, lineage: sqlLineageStore(data.database) }, [
    {
      from: { kind: 'dataset', id: 'tides@3' },
      to: { kind: 'run', id: 'run_1' },
      relation: 'read by',
    },
  ])
  await assert.rejects(rm('tides@latest'), (error) => {
    assert(isSwellError(error, 'data.versionHeld'))
    assert.equal(
      error.message,
      'Version 3 of tides is held by the alias checked, the alias latest, the pointer tides.swell, run run_1 (read by).',
    )
    return true
  })
  assert.equal((await sqlDatasetStore(data.database).list('tides')).length, 3)
})

test('what nothing refers to is removed, its room is freed, and its number is not given away', async (t) => {
  const { data, rm, add } = await threeVersions(t)
  const { digest } = (await rm('tides@2', 'had names in it')).version
  const store = sqlDatasetStore(data.database)
  assert.deepEqual(await store.listRemovals('tides'), [
    { dataset: 'tides', version: 2, digest, removedAt: noon, by: 'ada', reason: 'had names in it' },
  ])
  const { garbage } = await collectGarbage(data, { dryRun: false, olderThanMs: -60_000 })
  assert.ok(garbage.some((blob) => blob.digest === digest))
  await assert.rejects(rm('tides@2'), (error) => isSwellError(error, 'data.datasetVersionNotFound'))
  assert.equal((await add('four')).version, 4)
  assert.equal((await add('two')).version, 2)
  assert.deepEqual(await store.listRemovals('tides'), [])
})

test('by force the newest goes: its aliases go with it, and latest falls back', async (t) => {
  const { data, rm, add } = await threeVersions(t)
  await tagDataset(data, { reference: parseDatasetReference('tides'), alias: 'checked', by: 'ada' })
  const { holders } = await rm('tides@3', undefined, true)
  assert.equal(holders.length, 3)
  const store = sqlDatasetStore(data.database)
  assert.deepEqual(
    (await store.listAliases('tides')).map(({ alias, version }) => [alias, version]),
    [['latest', 2]],
  )
  const reasons = (await store.listMoves('tides')).map(({ reason }) => reason)
  assert.ok(reasons.includes('version 3 was removed'))
  assert.equal((await getDatasetVersion(data, parseDatasetReference('tides'))).version, 2)
  assert.equal((await add('four')).version, 4)
})

async function threeVersions(t: TestContext) {
  const data: DatasetsAtHand = await openDatasets(t)
  const add = async (content: string) => {
    await data.write('tides/a.csv', content)
    return (await data.add('tides')).version
  }
  for (const content of ['one', 'two', 'three']) await add(content)
  const rm = (text: string, reason?: string, force = false) =>
    removeVersion(data, {
      reference: parseDatasetReference(text),
      by: 'ada',
      force,
      ...(reason === undefined ? {} : { reason }),
    })
  return { data, rm, add }
}
