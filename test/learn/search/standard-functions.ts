import {
  among,
  between,
  wholeBetween,
  type SearchSpace,
  type TrialValues,
} from '../../../src/learn/index.ts'

/** A function to be least, as test/interop/learn/optuna_best.py has it. */
export interface StandardFunction {
  readonly space: SearchSpace
  readonly of: (values: TrialValues) => number
}

const penalty: Readonly<Record<string, number>> = { leafWise: 0, depthWise: 0.5, both: 1 }
const side = between(-5, 5)

export const standardFunctions: Readonly<Record<string, StandardFunction>> = {
  sphere: {
    space: { a: side, b: side, c: side, d: side, e: side },
    of: (values) => Object.values(values).reduce<number>((sum, v) => sum + Number(v) ** 2, 0),
  },
  branin: {
    space: { x: between(-5, 10), y: between(0, 15) },
    of: (values) => {
      const [x, y] = [Number(values['x']), Number(values['y'])]
      const bent = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6
      return bent ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10
    },
  },
  rosenbrock: {
    space: { x: between(-2, 2), y: between(-2, 2) },
    of: (values) => {
      const [x, y] = [Number(values['x']), Number(values['y'])]
      return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2
    },
  },
  mixed: {
    space: {
      rate: between(1e-4, 1, { scale: 'log' }),
      leaves: wholeBetween(2, 256, { scale: 'log' }),
      depth: wholeBetween(1, 20),
      growth: among('leafWise', 'depthWise', 'both'),
    },
    of: ({ rate, leaves, depth, growth }) =>
      Math.log10(Number(rate) / 0.03) ** 2 +
      Math.log2(Number(leaves) / 31) ** 2 / 4 +
      ((Number(depth) - 7) / 5) ** 2 +
      (penalty[String(growth)] ?? 1),
  },
}
