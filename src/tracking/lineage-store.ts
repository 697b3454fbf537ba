/** A thing in the ledger: `{ kind: 'commit', id: 'com_…' }`. */
export interface LineageNode {
  readonly kind: string
  readonly id: string
}

/** Says that `to` was made from, or with, `from`. */
export interface LineageEdge {
  readonly from: LineageNode
  readonly to: LineageNode
  /** Such as `read`, `wrote`, `trained on`. */
  readonly relation: string
  readonly at: Date
}

export type LineageDirection = 'up' | 'down'

/** The ledger of what came from what. Passes `lineageStoreContract`. */
export interface LineageStore {
  /** An edge that is there already stays as it was. */
  insert(edges: readonly LineageEdge[]): Promise<void>

  /** `up`: the edges that lead to one of `nodes`; `down`: those that start there. Kind by kind. */
  list(nodes: readonly LineageNode[], direction: LineageDirection): Promise<readonly LineageEdge[]>
}
