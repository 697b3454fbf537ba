import type { Cell, ColumnReply, MetricValues, Row } from '../../api/index.ts'
import type { ColumnType } from '../../table/index.ts'

/** A value of a table as JSON can hold it: moments are ISO text, what is not known is null. */
export function toCell(value: unknown): Cell {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return value === undefined || value === null ? null : JSON.stringify(value)
}

export function toRow(values: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toCell(value)]))
}

/** ISO text, or null for a moment that never came. */
export function toMoment(moment: Date | undefined): string | null {
  return moment?.toISOString() ?? null
}

/** The metrics that are numbers: JSON has no NaN. */
export function toMetrics(values: Readonly<Record<string, number>>): MetricValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)))
}

export function toFinite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}

export function toColumn(
  name: string,
  about: {
    readonly type: ColumnType
    readonly unit?: string
    readonly description?: string
    readonly tags?: readonly string[]
  },
): ColumnReply {
  const { type, unit, description, tags = [] } = about
  return {
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  }
}

/** `description` as a member that is left out where there is none. */
export function describedBy(description: string | undefined): { readonly description?: string } {
  return description === undefined ? {} : { description }
}
