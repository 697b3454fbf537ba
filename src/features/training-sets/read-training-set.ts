import { ident, joinSql, parquetFiles, sql, type Sql, type TypedColumn } from '../../table/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import { featureColumn } from './frozen-columns.ts'
import { toNumbers } from './to-numbers.ts'
import { getTrainingSet } from './get-training-set.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { TrainingSet } from './training-set.ts'
import type { View } from '../views/view.ts'
import type { ViewDeps } from '../views/view-rows.ts'

/** One part of a training set as typed columns. */
export interface TrainingPart {
  readonly rowCount: number
  readonly keys: Readonly<Record<string, readonly unknown[]>>
  readonly at: Float64Array
  readonly label: Float64Array
  readonly features: readonly InputColumn[]
}

type ReadDeps = Pick<ViewDeps, 'engine' | 'blobs'>

/** Reads a part straight into typed columns: 8 bytes a number, and one text for equal ones. */
export async function readTrainingPart(
  deps: ReadDeps,
  view: View,
  set: TrainingSet,
  part: 'train' | 'test',
): Promise<TrainingPart> {
  return toPart(view, await deps.engine.typedColumns(await partQuery(deps, view, set, part)))
}

export interface BatchOptions {
  /** The newest, when none is told. */
  readonly version?: number
  readonly part: 'train' | 'test'
  /** About how many rows a batch has. */
  readonly rows: number
}

/**
 * Reads a part of a training set in batches, of which one is held at a time: of a set that is larger than
 * memory. Throws `noSuchTrainingSet`.
 */
export async function* readTrainingBatches(
  deps: ReadDeps & { readonly trainingSets: TrainingSetStore },
  view: View,
  { version, part, rows }: BatchOptions,
): AsyncGenerator<TrainingPart> {
  const set = await getTrainingSet(deps, view.name, version)
  yield* readPartBatches(deps, view, set, { part, rows })
}

/** The same of a training set that is at hand; of the features those of these names, where not all are wanted. */
export async function* readPartBatches(
  deps: ReadDeps,
  view: View,
  set: TrainingSet,
  { part, rows, names }: Omit<BatchOptions, 'version'> & { readonly names?: readonly string[] },
): AsyncGenerator<TrainingPart> {
  const query = await partQuery(deps, view, set, part, names)
  for await (const columns of deps.engine.typedBatches(query, rows)) {
    yield toPart(view, columns, names)
  }
}

async function partQuery(
  deps: ReadDeps,
  view: View,
  set: TrainingSet,
  part: 'train' | 'test',
  names: readonly string[] = Object.keys(view.features),
): Promise<Sql> {
  const path = await deps.blobs.openPath(set.digest)
  const key = view.label.group.key
  const wanted: readonly Sql[] = [
    ...key.map(ident),
    sql`epoch_ms(_at)::double as _at`,
    sql`_label`,
    ...names.map((name) => ident(featureColumn(name))),
  ]
  return sql`
    select ${joinSql(wanted, ', ')} from ${parquetFiles([path])} where _part = ${part}`
}

function toPart(
  view: View,
  columns: ReadonlyMap<string, TypedColumn>,
  names: readonly string[] = Object.keys(view.features),
): TrainingPart {
  const { key } = view.label.group
  const column = (name: string): TypedColumn => columns.get(name) ?? []
  const label = toNumbers(column('_label'))
  return {
    rowCount: label.length,
    keys: Object.fromEntries(key.map((name) => [name, Array.from<unknown>(column(name))])),
    at: toNumbers(column('_at')),
    label,
    features: names.map((name) => toInput(view, name, column(featureColumn(name)))),
  }
}

function toInput(view: View, name: string, values: TypedColumn): InputColumn {
  if (view.features[name]?.type !== 'text') {
    return { name, kind: 'number', values: toNumbers(values) }
  }
  return { name, kind: 'category', values: values as readonly (string | undefined)[] }
}
