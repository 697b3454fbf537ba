import { sharesOfClass, type ClassShares } from '../class-shares.ts'
import { countRows, type InputColumn } from '../input-column.ts'
import type { Explanation } from './explanation.ts'
import type { Predict } from './importance-intervals.ts'
import { sampledShapley, type Background } from './sampled-shapley.ts'

/** Any model, whatever it is made of: it only has to answer. */
export interface Answering {
  readonly predict: Predict
  /** Of classes how likely each is; undefined of a model that tells none apart. */
  readonly shares?: (
    columns: readonly InputColumn[],
  ) => ClassShares | undefined | Promise<ClassShares | undefined>
}

/**
 * What columns add to what a model says, by asking it over and over with some of them as in the background rows. Of
 * classes, to how likely the likeliest one is.
 */
export function explainBySampling(
  { predict, shares }: Answering,
  background: Background,
): (columns: readonly InputColumn[]) => Promise<Explanation> {
  return async (columns) => {
    const told = await shares?.(columns)
    if (shares === undefined || told === undefined) {
      return sampledShapley(predict, background, columns)
    }
    const each: Explanation[] = []
    for (let row = 0; row < countRows(columns); row += 1) {
      const place = likeliest(told, row)
      const shareOf = async (asked: readonly InputColumn[]) => {
        const own = await shares(asked)
        return own === undefined ? new Float64Array(0) : sharesOfClass(own, place)
      }
      each.push(await sampledShapley(shareOf, background, takeRow(columns, row)))
    }
    return {
      scale: 'score',
      columns: background.map(({ name }) => name),
      base: Float64Array.from(each.flatMap(({ base }) => [...base])),
      contributions: Float64Array.from(each.flatMap(({ contributions }) => [...contributions])),
    }
  }
}

function likeliest({ classes, shares }: ClassShares, row: number): number {
  const width = classes.length
  const own = shares.subarray(row * width, (row + 1) * width)
  return own.indexOf(own.reduce((most, share) => Math.max(most, share), 0))
}

function takeRow(columns: readonly InputColumn[], row: number): readonly InputColumn[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: column.values.slice(row, row + 1) }
      : { ...column, values: column.values.slice(row, row + 1) },
  )
}
