import type { GraphReply } from '../../../api/index.ts'

/** What a definition is made of in the end, itself, and all that is made of it. */
export function graphAround({ nodes, edges }: GraphReply, id: string): GraphReply {
  const above = reached(id, (at) => edges.flatMap(({ from, to }) => (to === at ? [from] : [])))
  const below = reached(id, (at) => edges.flatMap(({ from, to }) => (from === at ? [to] : [])))
  return {
    nodes: nodes.filter((node) => above.has(node.id) || below.has(node.id)),
    edges: edges.filter(
      ({ from, to }) => (above.has(from) && above.has(to)) || (below.has(from) && below.has(to)),
    ),
  }
}

function reached(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start])
  // A set goes on to what is added while it is gone through.
  for (const id of found) for (const other of next(id)) found.add(other)
  return found
}
