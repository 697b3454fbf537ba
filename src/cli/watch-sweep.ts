import { describeSettings } from './run-combinations.ts'
import type { Model, ReadSweep, TrialNews } from '../training/index.ts'
import { isBetter } from '../learn/index.ts'
import type { Live } from './live.ts'
import { writeNumber } from './write-value.ts'

/** Shows a sweep while it goes on: a line for each trial that is the best so far, and how far it is below. */
export function watchSweep(
  live: Live,
  { measure: [metric] }: Model,
  continues: ReadSweep | undefined,
): (news: TrialNews) => void {
  const counts = { whole: 0, pruned: 0, failed: 0 }
  let best = continues?.best?.value
  const running = new Set<number>()
  return ({ number, values, found, ended }) => {
    const value = found.at(-1) ?? Number.NaN
    running.add(number)
    if (ended !== undefined) {
      running.delete(number)
      counts[ended] += 1
    }
    if (metric !== undefined && ended === 'whole') {
      if (best === undefined || isBetter(metric, value, best)) {
        best = value
        const text = `trial ${number}: ${metric.name} ${writeNumber(value)}`
        live.line(`  ${text}  ${live.style.dim(describeSettings(values))}`)
      }
    }
    const told = best === undefined ? '' : `, best ${metric?.name} ${writeNumber(best)}`
    const { whole, pruned, failed } = counts
    live.status(
      `  ${whole} trials, ${pruned} given up, ${failed} failed, ${running.size} running${told}`,
    )
  }
}
