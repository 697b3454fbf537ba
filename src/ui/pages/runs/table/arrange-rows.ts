import type { TableValue } from '../../../kit/table-column.ts'
import type { RunColumn } from './run-columns.ts'

/** A line of the table: a run by its place among the runs, or the head of a group. */
export type RunRow =
  | { readonly kind: 'run'; readonly place: number; readonly isPinned: boolean }
  | {
      readonly kind: 'group'
      readonly title: string
      readonly places: readonly number[]
      readonly isFolded: boolean
    }

export interface Arrangement {
  /** A column, and which way; as the runs came, if it is absent. */
  readonly sort?: { readonly column: RunColumn; readonly isDown: boolean } | undefined
  readonly group?: RunColumn | undefined
  readonly pinned: ReadonlySet<number>
  /** Titles of groups that are folded. */
  readonly folded: ReadonlySet<string>
}

/** Pinned runs first, then the others in order and in their groups. */
export function arrangeRows(size: number, arrangement: Arrangement): readonly RunRow[] {
  const { sort, group, pinned, folded } = arrangement
  const order = Array.from({ length: size }, (_, place) => place)
  const places = sort === undefined ? order : sortPlaces(order, sort.column, sort.isDown)
  const first = places.filter((place) => pinned.has(place)).map((place) => runRow(place, true))
  const rest = pinned.size === 0 ? places : places.filter((place) => !pinned.has(place))
  if (group === undefined) return [...first, ...rest.map((place) => runRow(place, false))]
  const groups = Map.groupBy(rest, (place) => titleOf(group.values[place] ?? null))
  const inGroups = [...groups].flatMap(([title, some]): RunRow[] => {
    const isFolded = folded.has(title)
    const head: RunRow = { kind: 'group', title, places: some, isFolded }
    return isFolded ? [head] : [head, ...some.map((place) => runRow(place, false))]
  })
  return [...first, ...inGroups]
}

function runRow(place: number, isPinned: boolean): RunRow {
  return { kind: 'run', place, isPinned }
}

function titleOf(value: TableValue): string {
  return value === null ? 'none' : String(value)
}

const collator = new Intl.Collator('en', { numeric: true })

/** What has no value comes last, whichever way. */
function sortPlaces(places: readonly number[], { values }: RunColumn, isDown: boolean): number[] {
  const sign = isDown ? -1 : 1
  return places.toSorted((a, b) => {
    const [one, other] = [values[a] ?? null, values[b] ?? null]
    if (one === other) return a - b
    if (one === null) return 1
    if (other === null) return -1
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
    return sign * collator.compare(String(one), String(other))
  })
}

/** What the numbers of a group come to. */
export function meanOf({ values }: RunColumn, places: readonly number[]): number | null {
  const numbers = places.flatMap((place) => {
    const value = values[place]
    return typeof value === 'number' ? [value] : []
  })
  if (numbers.length === 0) return null
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}
