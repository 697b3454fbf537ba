import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut, type NodeToDraw } from '../../../src/site/drawing/lay-out.ts'
import { toLayers, type Link } from '../../../src/site/drawing/layers.ts'
import { spread } from '../../../src/site/drawing/align.ts'
import { crossingsOf, untangle } from '../../../src/site/drawing/untangle.ts'

const across = { direction: 'across', hasLine: false } as const

function graphOf(...ways: readonly string[]): { nodes: NodeToDraw[]; links: Link[] } {
  const parts = ways.map((way) => way.split(' → '))
  const ids = [...new Set(parts.flat())]
  return {
    nodes: ids.map((id) => ({ id, kind: 'step', name: id })),
    links: parts.flatMap((way) => way.slice(1).map((to, at) => ({ from: way[at] ?? '', to }))),
  }
}

function countCrossings({ nodes, links }: ReturnType<typeof graphOf>): number {
  const layers = toLayers(
    nodes.map(({ id }) => id),
    links,
  )
  const after = new Map<string, string[]>()
  for (const way of layers.ways.values()) {
    for (const [at, id] of way.entries()) {
      const next = way[at + 1]
      if (next !== undefined) after.set(id, [...(after.get(id) ?? []), next])
    }
  }
  return crossingsOf(untangle(layers), after)
}

test('each node stands after all that lead to it, and just before what needs it', () => {
  const { nodes, links } = graphOf('a → b → d', 'c → d', 'a → d')
  const { layers } = toLayers(
    nodes.map(({ id }) => id),
    links,
  )
  assert.deepEqual(
    layers.map((layer) => layer.filter((id) => !id.startsWith('link'))),
    [['a'], ['b', 'c'], ['d']],
  )
})

test('links that can be drawn without a crossing are', () => {
  assert.equal(countCrossings(graphOf('a → f', 'b → e', 'c → d')), 0)
  assert.equal(countCrossings(graphOf('a → d → g', 'b → c → h', 'a → c', 'e → d')), 0)
  // Two sources with the same two followers cross once, however they stand.
  assert.equal(countCrossings(graphOf('a → c', 'a → d', 'b → c', 'b → d')), 1)
})

test('boxes never overlap, and links go from box to box', () => {
  const { nodes, links } = graphOf(
    ...Array.from({ length: 40 }, (_, at) => `n${at} → n${at + 3 + (at % 7)} → end`),
  )
  const { nodes: boxes, links: drawn, width, height } = layOut(nodes, links, across)
  for (const a of boxes) {
    assert.equal(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, true)
    for (const b of boxes) {
      if (a === b) continue
      const isApart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y
      assert.equal(isApart, true, `${a.id} and ${b.id}`)
    }
  }
  for (const { from, path } of drawn) {
    const box = boxes.find(({ id }) => id === from)
    assert.match(path, new RegExp(`^M${(box?.x ?? 0) + (box?.width ?? 0)} `))
  }
})

test('the same graph is drawn the same, and a circle is drawn at all', () => {
  const graph = graphOf('a → b → c → a', 'b → d')
  const first = layOut(graph.nodes, graph.links, across)
  assert.deepEqual(layOut(graph.nodes, graph.links, across), first)
  assert.equal(first.links.length, 4)
})

test('a chain is a straight line', () => {
  const { nodes, links } = graphOf('a → b → c → d')
  const drawn = layOut(nodes, links, across)
  assert.equal(new Set(drawn.nodes.map(({ y }) => y)).size, 1)
  const down = layOut(nodes, links, { direction: 'down', hasLine: true })
  assert.equal(new Set(down.nodes.map(({ x }) => x)).size, 1)
})

test('what wants the same place stands side by side around it', () => {
  assert.deepEqual(spread([10, 10, 10], [0, 4, 4]), [6, 10, 14])
  assert.deepEqual(spread([0, 100], [0, 4]), [0, 100])
})

test('a name that is too long for its box is cut', () => {
  const name = 'a-step-with-a-name-that-goes-on-and-on-and-on'
  const { nodes } = layOut([{ id: name, kind: 'step', name }], [], across)
  assert.equal(nodes[0]?.width, 232)
  assert.match(nodes[0]?.title ?? '', /^a-step-with-a-name-.*…$/)
})

test('a thousand steps are laid out within seconds', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `s${at}`)
  const links = ids.slice(10).map((to, at) => ({ from: ids[at] ?? '', to }))
  const nodes = ids.map((id) => ({ id, kind: 'step', name: id }))
  const { nodes: drawn } = layOut(nodes, links, across)
  assert.equal(drawn.length, 1000)
})
