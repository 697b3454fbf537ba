const whyKinds = [
  'prediction',
  'model-version',
  'training-set',
  'feature-row',
  'commit',
  'delivery',
  'source',
  'dataset',
  'run',
  'code',
  'service',
] as const
export type WhyKind = (typeof whyKinds)[number]

export interface WhyNode {
  readonly id: string
  readonly kind: WhyKind
  readonly label: string
  readonly at: Date | undefined
  /** What is worth showing of it, by name. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export interface WhyEdge {
  /** The id of the node that came first. */
  readonly from: string
  readonly to: string
  /** How `to` came from `from`. */
  readonly text: string
}

/** Gathers nodes and edges, each once. */
export interface WhyGraph {
  add(node: WhyNode): void
  link(from: string, to: string, text: string): void
  nodes(): readonly WhyNode[]
  edges(): readonly WhyEdge[]
}

export function whyGraph(): WhyGraph {
  const nodes = new Map<string, WhyNode>()
  const edges = new Map<string, WhyEdge>()
  return {
    add(node) {
      if (!nodes.has(node.id)) nodes.set(node.id, node)
    },
    link(from, to, text) {
      edges.set(JSON.stringify([from, to]), { from, to, text })
    },
    nodes: () => [...nodes.values()],
    edges: () => [...edges.values()],
  }
}
