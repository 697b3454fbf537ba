import { showNumber, type Gate } from './gate.ts'

/** A metric keeps to a bound: `overall('coverage').above(0.85)`. */
export function overall(metric: string): {
  below(bound: number): Gate
  above(bound: number): Gate
} {
  return {
    below: (bound) => boundGate(metric, bound, 'below'),
    above: (bound) => boundGate(metric, bound, 'above'),
  }
}

function boundGate(metric: string, bound: number, side: 'below' | 'above'): Gate {
  const name = `${metric} is ${side} ${showNumber(bound)}`
  return {
    name,
    judge: ({ candidate }) => {
      const found = candidate.metrics[metric]
      const wanted = `${side === 'below' ? '<' : '>'} ${showNumber(bound)}`
      if (found === undefined) return { gate: name, held: false, found: 'not measured', wanted }
      const held = side === 'below' ? found < bound : found > bound
      return { gate: name, held, found: showNumber(found), wanted }
    },
  }
}
