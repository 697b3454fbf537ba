import type { MonitorReply, MonitorStateReply, VerdictReply } from '../../../api/index.ts'
import { eventWords, type AxisEvent } from '../../charts/axis-event.ts'
import { formatDayAndTime } from '../../format.ts'
import { foundWords } from './found-words.ts'
import { kindOfSeries, type SeriesKind } from './monitor-words.tsx'
import type { MonitorSeries } from './use-series.ts'

/** What one asks of a model in production, and what is known of it. */
export interface Answer {
  readonly question: string
  readonly state: MonitorStateReply
  readonly sentence: string
}

export interface Asked {
  readonly question: string
  readonly kind: SeriesKind
  readonly monitors: readonly MonitorReply[]
  readonly series: readonly MonitorSeries[]
}

/** By what the rules say of the newest window, and since when they say so. */
export function answerTo(asked: Asked): Answer {
  const { question, kind, monitors, series } = asked
  const verdicts = monitors.flatMap(({ latest }) =>
    (latest?.verdicts ?? []).filter((own) => kindOfSeries(own.series) === kind),
  )
  const bad = verdicts.filter(({ state }) => state === 'critical' || state === 'warning')
  const kept = verdicts.filter(({ state }) => state === 'ok')
  const [worst] = bad.toSorted(
    (a, b) => Number(b.state === 'critical') - Number(a.state === 'critical'),
  )
  if (worst !== undefined) {
    const since = sinceOf([worst], series)
    const more = bad.length === 1 ? '' : `, and ${bad.length - 1} more`
    return { question, state: worst.state, sentence: `No: ${foundWords(worst)}${since}${more}.` }
  }
  if (kept.length === 0) return unruled(asked)
  const words =
    kept.length <= 2 ? kept.map(foundWords).join('; ') : `all ${kept.length} rules are kept`
  return { question, state: 'ok', sentence: `Yes: ${words}${sinceOf(kept, series)}.` }
}

/** Since when all of them have been as they are. */
function sinceOf(verdicts: readonly VerdictReply[], all: readonly MonitorSeries[]): string {
  const begins = verdicts.flatMap(({ series, slice }) => {
    const own = all.find((one) => one.series === series && one.slice === slice)
    return own === undefined ? [] : (streakBegin(own) ?? [])
  })
  const newest = begins.toSorted().at(-1)
  return newest === undefined ? '' : `, since ${formatDayAndTime(newest)}`
}

/** The end of the first window from which on the limits were kept, or broken, as they are now. */
function streakBegin({ points, limits }: MonitorSeries): string | undefined {
  const told = points.filter(({ value }) => value !== null)
  const isBad = ({ value }: MonitorSeries['points'][number]) =>
    limits.some(
      ({ atMost, atLeast }) =>
        value !== null &&
        ((atMost !== null && value > atMost) || (atLeast !== null && value < atLeast)),
    )
  const last = told.at(-1)
  if (last === undefined || limits.length === 0) return undefined
  const other = told.findLastIndex((point) => isBad(point) !== isBad(last))
  return told[other + 1]?.at
}

function unruled({ question, kind, monitors }: Asked): Answer {
  const isAnyRule = monitors.some(({ rules }) =>
    rules.some(({ series }) => kindOfSeries(series) === kind),
  )
  const drift = monitors.flatMap(({ latest }) => latest?.drift ?? [])
  if (isAnyRule || kind !== 'data' || drift.length === 0) {
    const sentence = isAnyRule
      ? 'Not known yet: there was nothing to judge in the newest window.'
      : 'No rule says what would be bad.'
    return { question, state: 'unknown', sentence }
  }
  const drifted = drift.flatMap(({ columns }) => columns.filter((column) => column.drifted))
  const names = drifted.map(({ column }) => column).join(', ')
  return drifted.length === 0
    ? { question, state: 'ok', sentence: 'Yes: no column lies otherwise than in the reference.' }
    : {
        question,
        state: 'unknown',
        sentence: `${names} ${drifted.length === 1 ? 'lies' : 'lie'} otherwise than in the reference, and no rule says whether that is bad.`,
      }
}

/** What happened of late, in a sentence. */
export function changesIn(events: readonly AxisEvent[], days: string): string {
  const newest = events.findLast(({ kind }) => kind !== 'commit') ?? events.at(-1)
  if (newest === undefined) return `Nothing in ${days} days.`
  const counts = (['deployment', 'commit', 'decision', 'alert'] as const).flatMap((kind) => {
    const count = events.filter((event) => event.kind === kind).length
    return count === 0 ? [] : [`${eventWords[kind].toLowerCase()}: ${count}`]
  })
  return `In ${days} days ${counts.join(', ')}. The newest: ${newest.what}, ${formatDayAndTime(newest.at)}.`
}
