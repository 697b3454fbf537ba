import { formatDuration, parseDuration, type Duration } from '../../base/index.ts'
import type { Evidence } from './evidence.ts'
import { showNumber, type Gate } from './gate.ts'

const usualRounds = 15

/**
 * Predictions take no longer than this, by median: one, as it was measured in training, or so many at once,
 * measured now on held-out rows.
 */
export function answersWithin(
  duration: Duration,
  { predictions = 1 }: { readonly predictions?: number } = {},
): Gate {
  const bound = parseDuration(duration)
  const what = predictions === 1 ? 'one prediction takes' : `${predictions} predictions take`
  const name = `${what} at most ${formatDuration(bound)}`
  return {
    name,
    judge: async (evidence) => {
      const took = predictions === 1 ? evidence.predictionMs : await timeOf(evidence, predictions)
      const found = took < 1 ? `${showNumber(took * 1000)} µs` : `${showNumber(took)} ms`
      return { gate: name, held: took <= bound, found, wanted: `≤ ${formatDuration(bound)}` }
    },
  }
}

/** Rows are taken again where there are fewer of them. */
async function timeOf({ rows, predict, stopwatch }: Evidence, count: number): Promise<number> {
  const known = rows.first(count)
  if (known.length === 0) throw new Error('there are no held-out rows to predict')
  const asked = Array.from({ length: count }, (_, at) => known[at % known.length] ?? {})
  const times: number[] = []
  for (let round = 0; round < usualRounds; round += 1) {
    const before = stopwatch()
    await predict(asked)
    times.push(stopwatch() - before)
  }
  return times.toSorted((a, b) => a - b)[usualRounds >> 1] ?? Number.NaN
}

/** The file that predicts has at most so many bytes. */
export function smallerThan(sizeBytes: number): Gate {
  const name = `the model has less than ${showSize(sizeBytes)}`
  return {
    name,
    judge: ({ sizeBytes: found }) => ({
      gate: name,
      held: found < sizeBytes,
      found: showSize(found),
      wanted: `< ${showSize(sizeBytes)}`,
    }),
  }
}

function showSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${showNumber(bytes / 1e3)} kB` : `${showNumber(bytes / 1e6)} MB`
}

/** The newest row that it has learned from, or was held to, is not older than this. */
export function dataYoungerThan(age: Duration): Gate {
  const bound = parseDuration(age)
  const name = `its data is younger than ${formatDuration(bound)}`
  return {
    name,
    judge: ({ dataUntil, now }) => {
      const wanted = `< ${formatDuration(bound)}`
      if (dataUntil === undefined) {
        return { gate: name, held: false, found: 'its data is not known', wanted }
      }
      const found = now.getTime() - dataUntil.getTime()
      const shown = `${formatDuration(Math.max(0, found))} (until ${dataUntil.toISOString()})`
      return { gate: name, held: found < bound, found: shown, wanted }
    },
  }
}
