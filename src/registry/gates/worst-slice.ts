import { showNumber, type Gate } from './gate.ts'

/** No slice is worse than a bound: `worstSlice('mae').below(1.5)`. */
export function worstSlice(metric: string): {
  below(bound: number): Gate
  above(bound: number): Gate
} {
  return {
    below: (bound) => sliceGate(metric, bound, 'below'),
    above: (bound) => sliceGate(metric, bound, 'above'),
  }
}

function sliceGate(metric: string, bound: number, side: 'below' | 'above'): Gate {
  const name = `${metric} of the worst slice is ${side} ${showNumber(bound)}`
  return {
    name,
    judge: ({ candidate }) => {
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
      const wanted = `${side === 'below' ? '<' : '>'} ${showNumber(bound)}`
      if (worst === undefined) return { gate: name, held: false, found: 'no slices', wanted }
      const held = side === 'below' ? worst.found < bound : worst.found > bound
      return { gate: name, held, found: `${showNumber(worst.found)} (${worst.slice})`, wanted }
    },
  }
}
