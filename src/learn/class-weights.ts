/** What a row counts for by its target, times its weight; `'balanced'`: all classes count alike. */
export type ClassWeights = 'balanced' | Readonly<Record<number, number>>

/** What rows count for, if not all alike. */
export function weighClasses(
  classWeights: ClassWeights | undefined,
  target: Float64Array,
  weights: Float64Array | undefined,
): Float64Array | undefined {
  if (classWeights === undefined) return weights
  const factors = classWeights === 'balanced' ? balance(target, weights) : classWeights
  return target.map((value, row) => (weights?.[row] ?? 1) * (factors[value] ?? 1))
}

function balance(target: Float64Array, weights: Float64Array | undefined) {
  const sums: Record<number, number> = {}
  for (let row = 0; row < target.length; row += 1) {
    const value = target[row] ?? 0
    sums[value] = (sums[value] ?? 0) + (weights?.[row] ?? 1)
  }
  const classes = Object.entries(sums)
  const whole = classes.reduce((sum, [, own]) => sum + own, 0)
  return Object.fromEntries(classes.map(([value, own]) => [value, whole / (classes.length * own)]))
}

export function areClassWeights(weights: ClassWeights): boolean {
  if (weights === 'balanced') return true
  return Object.values(weights).every((weight) => weight >= 0 && Number.isFinite(weight))
}
