import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { LineageEdge, LineageNode, LineageStore } from '../../src/tracking/index.ts'

const at = new Date('2026-03-01T12:00:00.000Z')
const node = (text: string): LineageNode => {
  const [kind = '', id = ''] = text.split(':')
  return { kind, id }
}
const edge = (from: string, to: string, relation = 'read'): LineageEdge => ({
  from: node(from),
  to: node(to),
  relation,
  at,
})

/** What every LineageStore must do. */
export function lineageStoreContract(
  name: string,
  open: (t: TestContext) => Promise<LineageStore>,
): void {
  test(`${name}: edges are found from both ends`, async (t) => {
    const lineage = await open(t)
    const edges = [
      edge('delivery:1', 'commit:1'),
      edge('commit:1', 'set:1'),
      edge('run:1', 'set:1'),
    ]
    await lineage.insert(edges)
    assert.deepEqual(await lineage.list([node('set:1')], 'up'), [edges[1], edges[2]])
    assert.deepEqual(await lineage.list([node('delivery:1'), node('commit:1')], 'down'), [
      edges[0],
      edges[1],
    ])
    assert.deepEqual(await lineage.list([node('set:1')], 'down'), [])
    assert.deepEqual(await lineage.list([], 'up'), [])
  })

  test(`${name}: an edge that is said twice is one, and keeps its moment`, async (t) => {
    const lineage = await open(t)
    const first = edge('a:1', 'b:1')
    await lineage.insert([first])
    await lineage.insert([{ ...first, at: new Date(0) }, edge('a:1', 'b:1', 'wrote')])
    const found = await lineage.list([node('b:1')], 'up')
    const moments = Object.fromEntries(found.map(({ relation, at: moment }) => [relation, moment]))
    assert.deepEqual([found.length, moments], [2, { read: at, wrote: at }])
  })

  test(`${name}: many edges at once`, async (t) => {
    const lineage = await open(t)
    const edges = Array.from({ length: 2500 }, (_, index) => edge(`a:${index}`, 'b:1'))
    await lineage.insert(edges)
    assert.equal((await lineage.list([node('b:1')], 'up')).length, 2500)
    const nodes = edges.map(({ from }) => from)
    assert.equal((await lineage.list(nodes, 'down')).length, 2500)
  })
}
