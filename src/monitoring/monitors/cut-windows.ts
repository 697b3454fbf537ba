import { countBelow, joinFloats } from '../../base/index.ts'
import type { TypedColumn } from '../../table/index.ts'
import { weightColumn } from './journaled-table.ts'

/** Rows in the order of their time, column by column. */
export interface Frame {
  /** Milliseconds since 1970. */
  readonly times: Float64Array
  readonly columns: ReadonlyMap<string, TypedColumn>
}

export interface Stretch {
  readonly sinceMs: number
  readonly untilMs: number
}

/** The column that tells the time of a row. */
export const timeColumn = '_t'

/**
 * Cuts rows that come in the order of their time into stretches, which may overlap, in one pass: what no later
 * stretch wants is let go. Stretches come in the order of their ends, and beginnings.
 */
export async function* cutWindows<S extends Stretch>(
  batches: AsyncIterable<ReadonlyMap<string, TypedColumn>>,
  stretches: readonly S[],
): AsyncGenerator<{ readonly stretch: S; readonly frame: Frame }> {
  const open = stretches.toSorted((a, b) => a.untilMs - b.untilMs || a.sinceMs - b.sinceMs)
  const held: Frame[] = []
  let next = 0
  for await (const columns of batches) {
    const times = columns.get(timeColumn)
    if (!(times instanceof Float64Array) || times.length === 0) {
      if (held.length === 0) held.push({ times: new Float64Array(), columns })
      continue
    }
    held.push({ times, columns })
    const newest = times[times.length - 1] ?? 0
    for (; next < open.length; next += 1) {
      const stretch = open[next]
      if (stretch === undefined || stretch.untilMs > newest) break
      yield { stretch, frame: cut(held, stretch) }
    }
    const from = Math.min(...open.slice(next).map(({ sinceMs }) => sinceMs))
    while (held.length > 1 && (held[0]?.times.at(-1) ?? 0) < from) held.shift()
  }
  for (const stretch of open.slice(next)) yield { stretch, frame: cut(held, stretch) }
}

/** The rows of a stretch, out of frames one after the other. */
export function cut(frames: readonly Frame[], { sinceMs, untilMs }: Stretch): Frame {
  const parts = frames.map(({ times, columns }) => {
    const from = countBelow(times, sinceMs)
    const to = countBelow(times, untilMs)
    return { from, to, times, columns }
  })
  const own = parts.filter(({ from, to }) => to > from)
  const names = [...(frames[0]?.columns.keys() ?? [])]
  return {
    times: joinFloats(own.map(({ times, from, to }) => times.subarray(from, to))),
    columns: new Map(
      names.map((name) => [
        name,
        joinColumn(own.map(({ columns, from, to }) => slice(columns.get(name) ?? [], from, to))),
      ]),
    ),
  }
}

/** For how many rows each stands; 1 where all were read. */
export function weightsOf({ times, columns }: Frame): Float64Array {
  const weights = columns.get(weightColumn)
  return weights instanceof Float64Array ? weights : new Float64Array(times.length).fill(1)
}

/** How many rows there are, those included that were not read. */
export function countRows(frame: Frame): number {
  return Math.round(weightsOf(frame).reduce((sum, weight) => sum + weight, 0))
}

/** What is to be said of a frame that is a sample of its rows. */
export function noteSample(frame: Frame): readonly string[] {
  const [count, readCount] = [countRows(frame), frame.times.length]
  return count === readCount
    ? []
    : [`of ${count} predictions ${readCount} were read: the others are in the journals still`]
}

/** Some rows of a frame, by their places. */
export function pickRows({ times, columns }: Frame, places: readonly number[]): Frame {
  const pick = (values: TypedColumn): TypedColumn =>
    values instanceof Float64Array
      ? Float64Array.from(places, (place) => values[place] ?? Number.NaN)
      : places.map((place) => values[place])
  return {
    times: Float64Array.from(places, (place) => times[place] ?? Number.NaN),
    columns: new Map([...columns].map(([name, values]) => [name, pick(values)])),
  }
}

function slice(values: TypedColumn, from: number, to: number): TypedColumn {
  return values instanceof Float64Array ? values.subarray(from, to) : values.slice(from, to)
}

function joinColumn(parts: readonly TypedColumn[]): TypedColumn {
  const numbers = parts.filter((part) => part instanceof Float64Array)
  return numbers.length === parts.length
    ? joinFloats(numbers)
    : parts.flatMap((part) => Array.from<unknown>(part))
}
