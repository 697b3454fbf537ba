/** The naive model that comes nearest, by one metric. */
export function bestBaseline(
  baselines: Readonly<Record<string, Readonly<Record<string, number>>>>,
  metric: { readonly name: string; readonly better: string } | undefined,
): { readonly name: string; readonly value: number } | undefined {
  if (metric === undefined) return undefined
  const found = Object.entries(baselines).flatMap(([name, values]) => {
    const value = values[metric.name]
    return value === undefined ? [] : [{ name, value }]
  })
  const sign = metric.better === 'higher' ? -1 : 1
  return found.toSorted((a, b) => sign * (a.value - b.value))[0]
}
