import { bounded } from './bounded.ts'

/** No slice is worse than a bound: `worstSlice('mae').below(1.5)`. */
export function worstSlice(metric: string): ReturnType<typeof bounded> {
  return bounded(`${metric} of the worst slice`, ({ candidate }, side) => {
    const slices = Object.entries(candidate.slices).flatMap(([column, values]) =>
      Object.entries(values).flatMap(([value, { metrics }]) => {
        const found = metrics[metric]
        // Of a slice that the metric can't be measured on (one class only, one row) there is nothing to say.
        return typeof found === 'number' && Number.isFinite(found)
          ? [{ slice: `${column} = ${value}`, found }]
          : []
      }),
    )
    const sign = side === 'below' ? 1 : -1
    const worst = slices.toSorted((a, b) => sign * (b.found - a.found))[0]
    return { value: worst?.found, missing: 'no slices', about: ` (${worst?.slice})` }
  })
}
