import type { SearchedParameterReply, SweepReply, SweptTrialReply } from '../../../api/index.ts'

/** An upright axis of the picture: a parameter, or the metric at its end. */
export interface ParallelAxis {
  readonly name: string
  /** From 0 (below) to 1; undefined where the trial has no value of it. */
  readonly placeOf: (trial: SweptTrialReply) => number | undefined
  readonly ticks: readonly { readonly place: number; readonly label: string }[]
}

/** One axis for each parameter and, last, one for the metric. */
export function parallelAxes({ parameters, trials, metric }: SweepReply): readonly ParallelAxis[] {
  return [...parameters.map(parameterAxis), metricAxis(metric, trials)]
}

function parameterAxis(parameter: SearchedParameterReply): ParallelAxis {
  const { name, choices, low, high, isLog } = parameter
  if (choices !== null) {
    const last = Math.max(1, choices.length - 1)
    const place = (at: number) => (choices.length === 1 ? 0.5 : at / last)
    return {
      name,
      placeOf: ({ values }) => {
        const at = choices.findIndex((choice) => choice === values[name])
        return at < 0 ? undefined : place(at)
      },
      ticks: choices.map((choice, at) => ({ place: place(at), label: String(choice) })),
    }
  }
  const scale = isLog ? Math.log : (value: number) => value
  const [from, to] = [scale(low ?? 0), scale(high ?? 1)]
  const unscale = isLog ? Math.exp : (value: number) => value
  return {
    name,
    placeOf: ({ values }) => {
      const value = values[name]
      return typeof value === 'number' ? (scale(value) - from) / (to - from) : undefined
    },
    ticks: [0, 0.5, 1].map((place) => ({
      place,
      label: short(unscale(from + place * (to - from))),
    })),
  }
}

function metricAxis(name: string, trials: readonly SweptTrialReply[]): ParallelAxis {
  const values = trials.flatMap(({ found, isPruned }) =>
    found === null || isPruned ? [] : [found],
  )
  const low = Math.min(...values)
  const reach = Math.max(...values) - low
  return {
    name,
    placeOf: ({ found, isPruned }) => {
      if (found === null || isPruned) return undefined
      return reach === 0 ? 0.5 : (found - low) / reach
    },
    ticks:
      values.length === 0
        ? []
        : [0, 0.5, 1].map((place) => ({ place, label: short(low + place * reach) })),
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
