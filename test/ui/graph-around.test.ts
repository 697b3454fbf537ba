import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GraphReply } from '../../src/api/index.ts'
import { graphAround } from '../../src/ui/pages/features/graph-around.ts'

function graphOf(...ways: readonly string[]): GraphReply {
  const edges = ways.flatMap((way) => {
    const ids = way.split(' ')
    return ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to }))
  })
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]))
  return { nodes: [...ids].map((id) => ({ id, kind: 'group', name: id })), edges }
}

function around(graph: GraphReply, id: string): string[] {
  return graphAround(graph, id).nodes.map((node) => node.id)
}

test('what a group comes from and what reads it is kept, what stands beside it is not', () => {
  const graph = graphOf('bulletins swells surf height', 'reports surf', 'reports other')
  assert.deepEqual(around(graph, 'swells'), ['bulletins', 'swells', 'surf', 'height'])
  assert.deepEqual(graphAround(graph, 'swells').edges, [
    { from: 'bulletins', to: 'swells' },
    { from: 'swells', to: 'surf' },
    { from: 'surf', to: 'height' },
  ])
})

test('groups that are made of each other end it', () => {
  assert.deepEqual(around(graphOf('a b a'), 'a'), ['a', 'b'])
})
