import type { DatabaseSession, LineageEdgesTable } from '../storage/index.ts'
import type { LineageEdge, LineageNode, LineageStore } from './lineage-store.ts'

/** Rows of one statement: engines limit the number of its parameters. */
const chunkSize = 1000

/** Keeps the ledger in the metadata database. */
export function sqlLineageStore(session: DatabaseSession): LineageStore {
  return {
    async insert(edges) {
      if (edges.length === 0) return
      await session.transaction(async ({ queries }) => {
        for (let start = 0; start < edges.length; start += chunkSize) {
          const rows = edges.slice(start, start + chunkSize).map(toRow)
          await queries
            .insertInto('lineage_edges')
            .values(rows)
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      })
    },

    async list(nodes, direction) {
      const side =
        direction === 'up' ? (['to_kind', 'to_id'] as const) : (['from_kind', 'from_id'] as const)
      const found: LineageEdge[] = []
      for (const [kind, ids] of idsByKind(nodes)) {
        for (let start = 0; start < ids.length; start += chunkSize) {
          const rows = await session.queries
            .selectFrom('lineage_edges')
            .selectAll()
            .where(side[0], '=', kind)
            .where(side[1], 'in', ids.slice(start, start + chunkSize))
            .orderBy('at')
            .orderBy('from_id')
            .orderBy('to_id')
            .execute()
          found.push(...rows.map(toEdge))
        }
      }
      return found
    },
  }
}

function idsByKind(nodes: readonly LineageNode[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, id } of nodes) {
    const ids = found.get(kind)
    if (ids === undefined) found.set(kind, [id])
    else ids.push(id)
  }
  return found
}

function toRow({ from, to, relation, at }: LineageEdge): LineageEdgesTable {
  return {
    from_kind: from.kind,
    from_id: from.id,
    to_kind: to.kind,
    to_id: to.id,
    relation,
    at: at.toISOString(),
  }
}

function toEdge(row: LineageEdgesTable): LineageEdge {
  return {
    from: { kind: row.from_kind, id: row.from_id },
    to: { kind: row.to_kind, id: row.to_id },
    relation: row.relation,
    at: new Date(row.at),
  }
}
