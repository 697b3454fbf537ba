import { rocAuc } from '../binary-metric.ts'
import type { ClassShares } from '../class-shares.ts'

/**
 * How well any two classes are told from each other: of the rows of both, the area under the curve of either's share,
 * and of that the mean over all pairs that have rows (Hand and Till 2001). NaN where fewer than two classes have some.
 */
export function oneVsOneAuc(truth: Float64Array, { classes, shares }: ClassShares): number {
  const rowsOf = Map.groupBy(truth.keys(), (row) => truth[row])
  const present = classes.flatMap((value, place) => {
    const rows = rowsOf.get(value)
    return rows === undefined ? [] : [{ place, rows }]
  })
  const shareOf = (rows: readonly number[], place: number) =>
    Float64Array.from(rows, (row) => shares[row * classes.length + place] ?? Number.NaN)
  const areas = present.flatMap((first, at) =>
    present.slice(at + 1).flatMap((second) => {
      const rows = [...first.rows, ...second.rows]
      const isFirst = Float64Array.from(rows, (_, own) => Number(own < first.rows.length))
      return [
        rocAuc().of(isFirst, shareOf(rows, first.place)),
        rocAuc().of(
          isFirst.map((one) => 1 - one),
          shareOf(rows, second.place),
        ),
      ]
    }),
  )
  return areas.reduce((sum, area) => sum + area, 0) / areas.length
}
