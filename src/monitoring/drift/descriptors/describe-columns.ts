import { isProfile, type DriftSide, type MonitoredColumn } from '../drift-side.ts'
import { driftErrors } from '../errors.ts'
import type { PlainColumn } from '../pair-columns.ts'
import { centreOf, describeEmbeddings } from './describe-embeddings.ts'
import { describeImages } from './describe-images.ts'
import { describeTexts, vocabularyOf } from './describe-texts.ts'
import type { DescribedColumn } from './described-column.ts'

export interface PlainSides {
  readonly reference: readonly PlainColumn[]
  readonly current: readonly PlainColumn[]
  /** By the name of a column that describes another, that other. */
  readonly owners: ReadonlyMap<string, DescribedColumn>
}

/**
 * Both sides in columns of numbers and categories: texts, images and embeddings by what describes them. A
 * profile has none of these. Throws `monitoring.needsRows` where only one side has such a column's rows.
 */
export function describeColumns(reference: DriftSide, current: DriftSide): PlainSides {
  const owners = new Map<string, DescribedColumn>()
  const known = new Map(reference.columns.map((column) => [column.name, column]))
  const describe = (column: MonitoredColumn, side: 'reference' | 'current') => {
    if (!isDescribed(column)) return [column]
    const first = known.get(column.name)
    if (first === undefined && isProfile(reference)) {
      throw driftErrors.needsRows({ what: `The ${column.kind} column "${column.name}"` })
    }
    const described = describeColumn(column, first ?? column, side)
    for (const { name } of described) owners.set(name, column)
    return described
  }
  return {
    reference: reference.columns.flatMap((column) => describe(column, 'reference')),
    current: current.columns.flatMap((column) => describe(column, 'current')),
    owners,
  }
}

function isDescribed(column: MonitoredColumn): column is DescribedColumn {
  return column.kind === 'text' || column.kind === 'image' || column.kind === 'embedding'
}

function describeColumn(
  column: DescribedColumn,
  reference: MonitoredColumn,
  side: 'reference' | 'current',
): readonly PlainColumn[] {
  switch (column.kind) {
    case 'image':
      return describeImages(column)
    case 'text':
      return describeTexts(
        column,
        vocabularyOf(reference.kind === 'text' ? reference : column),
        side,
      )
    case 'embedding':
      return describeEmbeddings(
        column,
        centreOf(reference.kind === 'embedding' ? reference : column),
        side,
      )
  }
}
