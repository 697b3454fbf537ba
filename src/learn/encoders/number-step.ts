/** One step from a number to a number, as plain data: run here, and written as ONNX nodes. */
export type NumberStep =
  | { readonly step: 'add' | 'subtract' | 'multiply' | 'divide'; readonly by: number }
  | { readonly step: 'fill'; readonly by: number }
  | { readonly step: 'logged' | 'unlogged' | 'isMissing' }
  | { readonly step: 'wave'; readonly period: number; readonly ahead: number }
  /** How many of the edges it reaches. */
  | { readonly step: 'bin'; readonly edges: readonly number[] }
  /** 1 where it is this number, missing where it is missing. */
  | { readonly step: 'equals'; readonly to: number }

export type NumberFunction = (value: number) => number

export const turnRadians = 2 * Math.PI
export const quarterRadians = Math.PI / 2

/**
 * Added to a number of 64 bits near zero and taken away again, this leaves the nearest multiple of
 * 2⁻²³. Sines, logarithms and sums differ in their last bits from one library to the other; without
 * rounding, a tree would split the sine of 0° from that of 180° by that noise.
 */
export const coarseGrid = 1.5 * 2 ** 29

/** Whether the step's last bits may differ between libraries. */
export function isNoisy({ step }: NumberStep): boolean {
  return step === 'wave' || step === 'logged' || step === 'unlogged'
}

/** The last bits are dropped, so that the same feature is the same 32-bit number everywhere. */
export function roundFeature(value: number, noisy: boolean): number {
  return Math.fround(noisy ? value + coarseGrid - coarseGrid : value)
}

/** The steps in 64 bits, one after the other. */
export function runSteps(steps: readonly NumberStep[]): NumberFunction {
  const [first, ...rest] = steps.map(toFunction)
  if (first === undefined) return (value) => value
  return rest.reduce((before, next) => (value) => next(before(value)), first)
}

/** The step that takes this one back. Throws for one that forgets what was before it. */
export function invertStep(step: NumberStep): NumberStep {
  switch (step.step) {
    case 'add':
      return { step: 'subtract', by: step.by }
    case 'subtract':
      return { step: 'add', by: step.by }
    case 'multiply':
      return { step: 'divide', by: step.by }
    case 'divide':
      return { step: 'multiply', by: step.by }
    case 'logged':
      return { step: 'unlogged' }
    default:
      throw new Error(`nothing leads back from ${step.step}`)
  }
}

function toFunction(step: NumberStep): NumberFunction {
  switch (step.step) {
    case 'add':
      return (value) => value + step.by
    case 'subtract':
      return (value) => value - step.by
    case 'multiply':
      return (value) => value * step.by
    case 'divide':
      return (value) => value / step.by
    case 'fill':
      return (value) => (Number.isNaN(value) ? step.by : value)
    case 'isMissing':
      return (value) => (Number.isNaN(value) ? 1 : 0)
    case 'logged':
      // As in the graph: what log1p gains near zero is below 32 bits.
      return (value) => Math.log(1 + value)
    case 'unlogged':
      return (value) => Math.exp(value) - 1
    case 'wave':
      return (value) => {
        const turns = value / step.period
        return Math.sin((turns - Math.floor(turns)) * turnRadians + step.ahead)
      }
    case 'bin':
      return (value) => (Number.isNaN(value) ? value : edgesReached(step.edges, value))
    case 'equals':
      return (value) => (Number.isNaN(value) ? value : Number(value === step.to))
  }
}

function edgesReached(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (edges[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}
