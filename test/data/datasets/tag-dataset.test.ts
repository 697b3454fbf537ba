import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import { getDatasetVersion, parseDatasetReference, tagDataset } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { openDatasets } from './open-datasets.ts'

test('a tag moves an alias, which names the version from then on', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides.csv', 'one')
  await data.add('tides.csv', { name: 'tides' })
  await data.write('tides.csv', 'two')
  await data.add('tides.csv')
  const tag = (text: string, alias: string) =>
    tagDataset(data, {
      reference: parseDatasetReference(text),
      alias,
      by: 'ada',
      reason: 'checked',
    })
  const versionOf = async (text: string) =>
    (await getDatasetVersion(data, parseDatasetReference(text))).version
  const move = await tag('tides@1', 'reference')
  const { id: _, ...rest } = move ?? assert.fail('it moved')
  assert.deepEqual(rest, {
    dataset: 'tides',
    alias: 'reference',
    from: undefined,
    to: 1,
    movedAt: noon,
    by: 'ada',
    reason: 'checked',
  })
  assert.equal(await tag('tides@1', 'reference'), undefined)
  assert.equal(await versionOf('tides@reference'), 1)
  assert.equal(await versionOf('tides'), 2)
  await tag('tides', 'reference')
  assert.equal(await versionOf('tides@reference'), 2)
  for (const alias of ['latest', '7', 'a b', '']) {
    await assert.rejects(tag('tides', alias), (error) => isSwellError(error, 'data.aliasInvalid'))
  }
})

test('what is not there is told with what is', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides.csv', 'one')
  await data.add('tides.csv', { name: 'tides' })
  const get = (text: string) => getDatasetVersion(data, parseDatasetReference(text))
  await assert.rejects(get('tide'), (error) => {
    assert(isSwellError(error, 'data.datasetNotFound'))
    assert.equal(error.message, 'There is no dataset "tide". Did you mean "tides"?')
    return true
  })
  await assert.rejects(get('tides@2'), (error) => {
    assert(isSwellError(error, 'data.datasetVersionNotFound'))
    assert.equal(error.message, 'Dataset tides has no version 2; it has 1, latest.')
    return true
  })
})
