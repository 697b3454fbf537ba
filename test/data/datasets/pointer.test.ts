import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf, isSwellError } from '../../../src/base/index.ts'
import { findPointers, parseDatasetReference, parsePointer } from '../../../src/data/index.ts'
import { openDatasets } from './open-datasets.ts'

const pointer = {
  dataset: 'tides',
  path: 'tides',
  version: 3,
  digest: digestOf('tides'),
  kind: 'folder',
  fileCount: 2,
  sizeBytes: 12,
} as const

test('a pointer says which version belongs beside it', () => {
  assert.deepEqual(parsePointer(JSON.stringify(pointer), 'data/tides.swell'), pointer)
})

test('a pointer that leads out of its folder is refused', () => {
  for (const path of ['..', '../tides', '/etc', 'a/../../tides', 'a\\b', '']) {
    assert.throws(
      () => parsePointer(JSON.stringify({ ...pointer, path }), 'data/tides.swell'),
      (error) => {
        assert(isSwellError(error, 'data.pathNotSafe'))
        assert.ok(error.message.includes(`the path "${path}"`))
        return true
      },
    )
  }
})

test('a pointer that is none is refused, and says why', () => {
  const faults: [unknown, RegExp][] = [
    ['torn', /it names no dataset/],
    [{ ...pointer, path: 7 }, /it names no path/],
    [{ ...pointer, digest: 'abc' }, /its digest is not one/],
    [{ ...pointer, kind: 'link' }, /its kind is neither/],
    [{ ...pointer, fileCount: -1 }, /no whole number/],
    [{ ...pointer, path: 'other' }, /it belongs beside "other"/],
  ]
  for (const [found, message] of faults) {
    assert.throws(
      () => parsePointer(JSON.stringify(found), 'tides.swell'),
      (error) => isSwellError(error, 'data.pointerInvalid') && message.test(error.message),
    )
  }
})

test('pointers are found in all folders but those of data, packages and state', async (t) => {
  const data = await openDatasets(t)
  await data.write('data/tides/a.csv', 'one')
  await data.write('swells.csv', 'two')
  await data.add('data/tides')
  await data.add('swells.csv')
  await data.write('node_modules/x.swell', 'torn')
  await data.write('data/tides/inner.swell', 'torn')
  const found = await findPointers(data)
  assert.deepEqual(
    found.map(({ place, pointer: { dataset } }) => [place.path, dataset]),
    [
      ['data/tides', 'tides'],
      ['swells.csv', 'swells.csv'],
    ],
  )
})

test('a reference is a name with a version or an alias, else the latest', () => {
  assert.deepEqual(parseDatasetReference('tides'), { dataset: 'tides', version: 'latest' })
  assert.deepEqual(parseDatasetReference('tides@3'), { dataset: 'tides', version: '3' })
  assert.throws(
    () => parseDatasetReference('../tides'),
    (error) => isSwellError(error, 'data.datasetNameInvalid'),
  )
})
