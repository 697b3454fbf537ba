import assert from 'node:assert/strict'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fixedClock, isSwellError } from '../../../src/base/index.ts'
import {
  addRemote,
  openRemote,
  parseDatasetReference,
  pullDatasets,
  pushDatasets,
  sqlDatasetStore,
  tagDataset,
} from '../../../src/data/index.ts'
import { openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('aliases and their history travel with push and pull; who moved one last has the last word', async (t) => {
  const { data, clone, remote } = await twoPlaces(t)
  await tag(data, 'tides@1', '2026-03-02T12:00:00Z')
  const { moveCount } = await pushDatasets(data, remote)
  assert.equal(moveCount, 1)
  const pull = (to: DatasetsAtHand) => pullDatasets(to, remote, { by: 'bob', all: true })
  assert.deepEqual((await pull(clone)).movedAliases, ['tides@reference'])
  assert.deepEqual(await historyOf(clone), await historyOf(data))
  assert.deepEqual((await pull(clone)).movedAliases, [])

  await tag(clone, 'tides@2', '2026-03-03T12:00:00Z')
  await tag(data, 'tides@2', '2026-03-04T12:00:00Z')
  await tag(data, 'tides@1', '2026-03-05T12:00:00Z')
  await pushDatasets(clone, remote)
  await pushDatasets(data, remote)
  assert.deepEqual((await pull(clone)).movedAliases, ['tides@reference'])
  await pull(data)
  for (const place of [data, clone]) {
    assert.equal(await referenceOf(place), 1)
    assert.equal((await historyOf(place)).length, 4)
  }
  assert.equal((await pushDatasets(data, remote)).moveCount, 0)
})

test('a move to a version that is not here waits until it is', async (t) => {
  const { data, clone, remote } = await twoPlaces(t)
  await tag(data, 'tides@1', '2026-03-02T12:00:00Z')
  await pushDatasets(data, remote)
  await pullDatasets(clone, remote, { by: 'bob' })
  assert.equal(await referenceOf(clone), undefined)
  await pullDatasets(clone, remote, { by: 'bob', all: true })
  assert.equal(await referenceOf(clone), 1)
})

test('a move that is none is refused by its name', async (t) => {
  const { data, clone, remote } = await twoPlaces(t)
  await tag(data, 'tides@1', '2026-03-02T12:00:00Z')
  await pushDatasets(data, remote)
  const [id = ''] = await remote.listMoveIds('tides')
  const file = join(data.root, `remote/datasets/tides/moves/${id}.json`)
  await writeFile(file, JSON.stringify({ id, dataset: 'tides', alias: '../x', to: 'x' }))
  await assert.rejects(pullDatasets(clone, remote, { by: 'bob', all: true }), (error) =>
    isSwellError(error, 'data.pointerInvalid'),
  )
})

async function twoPlaces(t: TestContext) {
  const [data, clone] = [await openDatasets(t), await openDatasets(t)]
  for (const content of ['one', 'two']) {
    await data.write('tides/a.csv', content)
    await data.add('tides')
  }
  await addRemote(data, { name: 'origin', folder: 'remote' })
  await cp(join(data.root, 'tides.swell'), join(clone.root, 'tides.swell'))
  return { data, clone, remote: await openRemote(data) }
}

async function tag(data: DatasetsAtHand, text: string, at: string): Promise<void> {
  const now = fixedClock(new Date(at))
  const reference = parseDatasetReference(text)
  await tagDataset({ ...data, now }, { reference, alias: 'reference', by: 'ada' })
}

/** Of the aliases that travel; `latest` is each place's own. */
async function historyOf({ database }: DatasetsAtHand) {
  const moves = await sqlDatasetStore(database).listMoves('tides')
  return moves.filter(({ alias }) => alias !== 'latest')
}

async function referenceOf({ database }: DatasetsAtHand): Promise<number | undefined> {
  return (await sqlDatasetStore(database).findAlias('tides', 'reference'))?.version
}
