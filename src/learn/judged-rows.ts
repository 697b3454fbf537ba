import type { Random } from '../base/index.ts'
import { groupPlaces } from './group-places.ts'
import type { Metric, RowsBeside } from './metric.ts'

/** Rows with what was so of them and what was said, and what else metrics ask. */
export interface JudgedRows extends RowsBeside {
  readonly truth: Float64Array
  readonly said: Float64Array
}

export function measureRows({ of }: Pick<Metric, 'of'>, rows: JudgedRows): number {
  return of(rows.truth, rows.said, rows)
}

/** Some of the rows, one as often as its place is among those asked. */
export function pickJudged(rows: JudgedRows, picked: PickedRows): JudgedRows {
  return {
    truth: pickWide(rows.truth, 1, picked),
    said: pickWide(rows.said, 1, picked),
    ...pickBeside(rows, picked),
  }
}

export interface PickedRows {
  readonly rows: ArrayLike<number>
  /** Which time its group was drawn, by row: a group that was drawn twice is two. */
  readonly copies?: Uint32Array
}

/** What stands beside some of the rows. */
export function pickBeside({ groups, shares }: RowsBeside, picked: PickedRows): RowsBeside {
  return {
    ...(groups === undefined ? {} : { groups: pickGroups(groups, picked) }),
    ...(shares === undefined
      ? {}
      : { shares: { ...shares, shares: pickWide(shares.shares, shares.classes.length, picked) } }),
  }
}

type Groups = NonNullable<RowsBeside['groups']>

function pickGroups(groups: Groups, { rows, copies }: PickedRows): Groups {
  const own = Object.entries(groups).map(([name, values]) => {
    const picked = Array.from(rows, (row, at) =>
      copies === undefined ? values[row] : `${copies[at]} ${values[row]}`,
    )
    return [name, picked] as const
  })
  return Object.fromEntries(own)
}

function pickWide(values: Float64Array, width: number, { rows }: PickedRows): Float64Array {
  const found = new Float64Array(rows.length * width)
  let to = 0
  for (let at = 0; at < rows.length; at += 1) {
    const from = (rows[at] ?? 0) * width
    for (let place = 0; place < width; place += 1) found[to++] = values[from + place] ?? 0
  }
  return found
}

/**
 * Draws rows anew with replacement, as many as there are (Efron 1979). Where rows stand in groups, as those of a query
 * do, groups are drawn, each with all its rows.
 */
export function rowDrawer(
  rowCount: number,
  { groups = {} }: RowsBeside,
): (random: Random) => PickedRows {
  const [by] = Object.values(groups)
  if (by === undefined) {
    return (random) => {
      const rows = new Uint32Array(rowCount)
      for (let at = 0; at < rowCount; at += 1) rows[at] = random.below(rowCount)
      return { rows }
    }
  }
  const places = groupPlaces(Array.from(by))
  return (random) => {
    const drawn = places.map(() => places[random.below(places.length)] ?? new Uint32Array(0))
    return {
      rows: Uint32Array.from(drawn.flatMap((rows) => [...rows])),
      copies: Uint32Array.from(drawn.flatMap((rows, copy) => Array.from(rows, () => copy))),
    }
  }
}
