import { distancesOf, type ColumnDistances } from './column-distances.ts'
import type { ColumnKind, ColumnProfile, Profile } from './profile.ts'

/** How one profile (after) differs from another (before). */
export interface ProfileComparison {
  readonly rowCount: BeforeAfter
  readonly missingShare: BeforeAfter
  readonly addedColumns: readonly string[]
  readonly removedColumns: readonly string[]
  readonly retypedColumns: readonly {
    readonly name: string
    readonly before: ColumnKind
    readonly after: ColumnKind
  }[]
  /** Columns of both with the same kind of values, in the order of the one after. */
  readonly columns: readonly ColumnDrift[]
}

export interface BeforeAfter {
  readonly before: number
  readonly after: number
}

const driftLevels = ['none', 'some', 'much'] as const
export type DriftLevel = (typeof driftLevels)[number]

export interface ColumnDrift extends ColumnDistances {
  readonly name: string
  readonly missingShare: BeforeAfter
  readonly distinctCount: BeforeAfter
  /** Of numbers. */
  readonly mean?: BeforeAfter
  /** By the stability: from 0.1 on some, from 0.25 on much; none where it is unknown. */
  readonly level: DriftLevel
}

/** Compares two profiles, without their tables. */
export function compareProfiles(before: Profile, after: Profile): ProfileComparison {
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const names = new Set(after.columns.map(({ name }) => name))
  const both = after.columns.flatMap((column) => {
    const other = old.get(column.name)
    return other === undefined ? [] : [{ before: other, after: column }]
  })
  return {
    rowCount: { before: before.rowCount, after: after.rowCount },
    missingShare: { before: missingShareOf(before), after: missingShareOf(after) },
    addedColumns: [...names].filter((name) => !old.has(name)),
    removedColumns: [...old.keys()].filter((name) => !names.has(name)),
    retypedColumns: both
      .filter((pair) => pair.before.kind !== pair.after.kind)
      .map((pair) => ({
        name: pair.after.name,
        before: pair.before.kind,
        after: pair.after.kind,
      })),
    columns: both
      .filter((pair) => pair.before.kind === pair.after.kind)
      .map((pair) => compareColumn(pair, { before: before.rowCount, after: after.rowCount })),
  }
}

interface Pair {
  readonly before: ColumnProfile
  readonly after: ColumnProfile
}

function missingShareOf({ missingCount, rowCount, columns }: Profile): number {
  return missingCount / (rowCount * columns.length)
}

function compareColumn({ before, after }: Pair, rowCount: BeforeAfter): ColumnDrift {
  const distances = distancesOf(
    { column: before, rowCount: rowCount.before },
    { column: after, rowCount: rowCount.after },
  )
  const isNumber = after.kind === 'number' && before.numbers && after.numbers
  return {
    name: after.name,
    missingShare: {
      before: before.missingCount / rowCount.before,
      after: after.missingCount / rowCount.after,
    },
    distinctCount: { before: before.distinctCount, after: after.distinctCount },
    ...(isNumber ? { mean: { before: before.numbers.mean, after: after.numbers.mean } } : {}),
    ...distances,
    level: levelOf(distances.stability ?? 0),
  }
}

function levelOf(stability: number): DriftLevel {
  if (stability < 0.1) return 'none'
  return stability < 0.25 ? 'some' : 'much'
}
