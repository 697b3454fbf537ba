import { freezeView, type View, type ViewedRow } from '../../../src/features/index.ts'
import { random } from '../../../src/learn/index.ts'
import { parquetFiles, sql } from '../../../src/table/index.ts'
import type { temporaryStore } from '../feature-store.ts'

type Store = Awaited<ReturnType<typeof temporaryStore>>

interface FrozenRow {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: unknown
  readonly label: unknown
  readonly features: Readonly<Record<string, unknown>>
}

/** The rows of a view frozen, as they stand in its table. */
export async function frozenRows(store: Store, view: View): Promise<FrozenRow[]> {
  const set = await freezeView(store, view, {
    split: random({ test: 0.2, seed: 'any' }),
    fingerprint: 'code',
  })
  const path = await store.blobs.openPath(set.digest)
  const names = Object.keys(view.features).map((name) => [name, `feature.${name}`] as const)
  const found = await store.engine.rows(sql`from ${parquetFiles([path])}`)
  return found.map((row) => ({
    key: Object.fromEntries(view.label.group.key.map((name) => [name, row[name]])),
    at: row['_at'],
    label: row['_label'],
    features: Object.fromEntries(names.map(([name, column]) => [name, row[column]])),
  }))
}

/** A view's row as a table has to have it: what is not known is nothing. */
export function toFrozen({ key, at, label, features }: ViewedRow): FrozenRow {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(features)) {
    values[name] = Number.isNaN(value) ? undefined : value
  }
  return { key, at, label, features: values }
}
