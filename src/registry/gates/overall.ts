import { bounded } from './bounded.ts'

/** A metric keeps to a bound: `overall('coverage').above(0.85)`. */
export function overall(metric: string): ReturnType<typeof bounded> {
  return bounded(metric, ({ candidate }) => ({
    value: candidate.metrics[metric],
    missing: 'not measured',
  }))
}
