import type { LineageDirection, LineageEdge, LineageNode, LineageStore } from './lineage-store.ts'

export interface LineageGraph {
  /** Nearest first; the first is where the walk began. */
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
}

/**
 * Everything that `from` came from (`up`), or that came from it (`down`), each thing and each edge once.
 * One query a level and kind of thing.
 */
export async function walkLineage(
  { lineage }: { readonly lineage: LineageStore },
  from: LineageNode,
  direction: LineageDirection,
): Promise<LineageGraph> {
  const nodes = new Map([[keyOf(from), from]])
  const edges: LineageEdge[] = []
  let level: readonly LineageNode[] = [from]
  while (level.length > 0) {
    const found = await lineage.list(level, direction)
    const next: LineageNode[] = []
    for (const edge of found) {
      edges.push(edge)
      const node = direction === 'up' ? edge.from : edge.to
      if (nodes.has(keyOf(node))) continue
      nodes.set(keyOf(node), node)
      next.push(node)
    }
    level = next
  }
  return { nodes: [...nodes.values()], edges }
}

function keyOf({ kind, id }: LineageNode): string {
  return `${kind}/${id}`
}
