import {
  readPartBatches,
  type TrainingPart,
  type TrainingSet,
  type View,
  type ViewDeps,
} from '../../features/index.ts'
import { joinParts, pickRows } from '../../training/index.ts'

type ReadDeps = Pick<ViewDeps, 'engine' | 'blobs'>
type Part = 'train' | 'test'

/** Of all rows only the fresh ones are held. */
const rowsAtOnce = 20_000

/** Rows of some parts of a training set that are in none of those parts of another: by key and moment. */
export async function readFreshRows(
  deps: ReadDeps,
  view: View,
  { set, parts }: { readonly set: TrainingSet; readonly parts: readonly Part[] },
  without: { readonly set: TrainingSet | undefined; readonly parts: readonly Part[] },
): Promise<TrainingPart> {
  const known = new Set<string>()
  for (const part of without.set === undefined ? [] : without.parts) {
    // The other may be of a time at which the view had other features.
    const asked = { part, rows: rowsAtOnce, names: [] }
    for await (const other of readPartBatches(deps, view, without.set ?? set, asked)) {
      for (const name of rowNames(other)) known.add(name)
    }
  }
  const found: TrainingPart[] = []
  for (const part of parts) {
    for await (const rows of readPartBatches(deps, view, set, { part, rows: rowsAtOnce })) {
      const fresh = rowNames(rows).flatMap((name, at) => (known.has(name) ? [] : [at]))
      found.push(pickRows(rows, fresh))
    }
  }
  return joinParts(found)
}

function rowNames({ keys, at, rowCount }: TrainingPart): string[] {
  const columns = Object.values(keys)
  return Array.from({ length: rowCount }, (_, row) =>
    JSON.stringify([at[row], ...columns.map((values) => String(values[row]))]),
  )
}
