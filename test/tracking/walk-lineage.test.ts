import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '../../src/base/index.ts'
import {
  linkLineage,
  sqlLineageStore,
  walkLineage,
  type LineageGraph,
} from '../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'

const node = (kind: string, id: string) => ({ kind, id })
const file = node('delivery', 'bulletin')
const commits = [node('commit', '1'), node('commit', '2')] as const
const set = node('training-set', 'surf:1')
const version = node('model-version', 'surf-height:1')
const batch = node('batch', 'b1')

/** Two commits of one file make a training set, that a version, that a batch. */
async function ledger(t: Parameters<typeof temporaryDatabase>[0]) {
  const deps = { lineage: sqlLineageStore(await temporaryDatabase(t)), now: fixedClock(noon) }
  await linkLineage(deps, [
    { from: file, to: commits[0], relation: 'read' },
    { from: file, to: commits[1], relation: 'read' },
    { from: commits[0], to: set, relation: 'joined' },
    { from: commits[1], to: set, relation: 'joined' },
    { from: set, to: version, relation: 'trained on' },
    { from: version, to: batch, relation: 'predicted with' },
    { from: commits[1], to: batch, relation: 'predicted from' },
  ])
  return deps
}

const shape = ({ nodes, edges }: LineageGraph) => ({
  nodes: nodes.map(({ kind, id }) => `${kind}/${id}`).toSorted(),
  edgeCount: edges.length,
})

test('up from a batch reaches all that it came from, each thing and edge once', async (t) => {
  const graph = await walkLineage(await ledger(t), batch, 'up')
  assert.deepEqual(graph.nodes[0], batch)
  assert.deepEqual(shape(graph), {
    nodes: [
      'batch/b1',
      'commit/1',
      'commit/2',
      'delivery/bulletin',
      'model-version/surf-height:1',
      'training-set/surf:1',
    ],
    edgeCount: 7,
  })
})

test('down from a commit reaches what it has touched and nothing else', async (t) => {
  const graph = await walkLineage(await ledger(t), commits[0], 'down')
  assert.deepEqual(shape(graph), {
    nodes: ['batch/b1', 'commit/1', 'model-version/surf-height:1', 'training-set/surf:1'],
    edgeCount: 3,
  })
})

test('a walk from what is unknown finds only itself', async (t) => {
  const unknown = node('commit', '9')
  assert.deepEqual(await walkLineage(await ledger(t), unknown, 'up'), {
    nodes: [unknown],
    edges: [],
  })
})

test('a circle in the ledger does not keep the walk going', async (t) => {
  const deps = await ledger(t)
  await linkLineage(deps, [{ from: batch, to: file, relation: 'read' }])
  assert.equal((await walkLineage(deps, file, 'down')).edges.length, 8)
})
