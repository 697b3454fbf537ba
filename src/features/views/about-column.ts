import type { Column, ColumnType } from '../../table/index.ts'

/** What a feature says of itself: that of its column. */
export function aboutColumn({ type, unit, description }: Column): {
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
} {
  return {
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
  }
}
