import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../../src/base/index.ts'
import type { DatasetAliasMove, DatasetStore, NewDatasetVersion } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'

/** What every DatasetStore must do. */
export function datasetStoreContract(
  name: string,
  open: (t: TestContext) => Promise<DatasetStore>,
): void {
  test(`${name}: versions count up, each content once`, async (t) => {
    const store = await open(t)
    const first = await store.record(versionOf('one'))
    const second = await store.record({ ...versionOf('two'), message: 'second', runId: 'run_1' })
    const again = await store.record({ ...versionOf('one'), places: digestOf('elsewhere') })
    assert.deepEqual(first, { version: { ...versionOf('one'), version: 1 }, isNew: true })
    assert.equal(second.version.version, 2)
    const moved = { ...first.version, places: digestOf('elsewhere') }
    assert.deepEqual(again, { version: moved, isNew: false })
    assert.deepEqual(await store.list('tides'), [second.version, moved])
    assert.deepEqual(await store.find('tides', 1), moved)
    assert.deepEqual(await store.findByDigest('tides', digestOf('two')), second.version)
    assert.equal(await store.find('tides', 3), undefined)
    assert.equal(await store.findByDigest('swells', digestOf('two')), undefined)
  })

  test(`${name}: a wanted number is taken if it is free`, async (t) => {
    const store = await open(t)
    const numberOf = async (content: string, wanted: number) =>
      (await store.record({ ...versionOf(content), wanted })).version.version
    assert.equal(await numberOf('one', 5), 5)
    assert.equal(await numberOf('two', 5), 6)
    assert.equal(await numberOf('three', 2), 2)
  })

  test(`${name}: an alias moves if it is where the mover saw it, with its history`, async (t) => {
    const store = await open(t)
    for (const content of ['one', 'two']) await store.record(versionOf(content))
    const first = moveOf('mov_1', undefined, 1)
    assert.equal(await store.moveAlias(first), true)
    assert.equal(await store.moveAlias(moveOf('mov_2', undefined, 2)), false)
    const second = { ...moveOf('mov_3', 1, 2), reason: 'cleaned' }
    assert.equal(await store.moveAlias(second), true)
    const alias = { dataset: 'tides', alias: 'reference', version: 2, movedAt: noon }
    assert.deepEqual(await store.findAlias('tides', 'reference'), alias)
    assert.deepEqual(await store.listAliases(), [alias])
    assert.deepEqual(await store.listAliases('swells'), [])
    assert.deepEqual(await store.listMoves('tides'), [second, first])
  })

  test(`${name}: of movers at once one wins`, async (t) => {
    const store = await open(t)
    for (const content of ['one', 'two']) await store.record(versionOf(content))
    const won = await Promise.all(
      [1, 2].map((to) => store.moveAlias(moveOf(`mov_${to}`, undefined, to))),
    )
    assert.equal(won.filter((hasWon) => hasWon).length, 1)
  })
}

function versionOf(content: string): NewDatasetVersion {
  return {
    dataset: 'tides',
    digest: digestOf(content),
    places: digestOf(`places of ${content}`),
    kind: 'folder',
    fileCount: 2,
    sizeBytes: 12,
    createdAt: noon,
    message: undefined,
    runId: undefined,
  }
}

function moveOf(id: string, from: number | undefined, to: number): DatasetAliasMove {
  return {
    id: id as DatasetAliasMove['id'],
    dataset: 'tides',
    alias: 'reference',
    from,
    to,
    movedAt: noon,
    by: 'ada',
    reason: undefined,
  }
}
