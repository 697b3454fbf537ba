import { metricDirection } from './metric-direction.ts'
import { renderTable, type TextColumn } from './render-table.ts'
import type { Trial } from './run-combinations.ts'
import type { Style } from './style.ts'
import { writeNumber } from './write-value.ts'

/** The combinations beside each other; of each metric whose better end is known, the best is marked. */
export function renderTrials(trials: readonly Trial[], style: Style): string {
  const settings = Object.keys(trials[0]?.settings ?? {})
  const metrics = [...new Set(trials.flatMap((trial) => Object.keys(trial.metrics)))]
  const columns: TextColumn<Trial>[] = [
    ...settings.map((name) => ({
      title: name,
      right: true,
      of: (trial: Trial) => String(trial.settings[name]),
    })),
    ...metrics.map((name) => metricColumn(name, trials, style)),
    { title: 'run', of: ({ runId }) => style.dim(runId) },
    { title: '', of: ({ problem }) => (problem === undefined ? '' : style.bad(problem)) },
  ]
  return renderTable(trials, columns, { style, nothing: 'Nothing ran.' })
}

function metricColumn(name: string, trials: readonly Trial[], style: Style): TextColumn<Trial> {
  const best = bestOf(name, trials)
  return {
    title: name,
    right: true,
    of: ({ metrics }) => {
      const value = metrics[name]
      if (value === undefined) return ''
      const text = writeNumber(value)
      return value === best ? style.good(`${text} ✓`) : `${text}  `
    },
  }
}

/** Undefined where it isn't known which end is the better one, or where all are the same. */
function bestOf(name: string, trials: readonly Trial[]): number | undefined {
  const direction = metricDirection(name)
  const values = trials.flatMap(({ metrics }) => metrics[name] ?? [])
  if (direction === undefined || new Set(values).size < 2) return undefined
  const rank = {
    lower: (value: number) => value,
    higher: (value: number) => -value,
    zero: (value: number) => Math.abs(value),
  }[direction]
  return values.toSorted((a, b) => rank(a) - rank(b))[0]
}
