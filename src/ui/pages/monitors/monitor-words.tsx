import type { AlertSummaryReply, MonitorStateReply } from '../../../api/index.ts'
import { formatDayAndTime } from '../../format.ts'
import { State, type Tone } from '../../kit/state.tsx'

const stateTones: Readonly<Record<MonitorStateReply, Tone>> = {
  ok: 'good',
  warning: 'warn',
  critical: 'bad',
  unknown: 'idle',
}

const stateWords: Readonly<Record<MonitorStateReply, string>> = {
  ok: 'as it should be',
  warning: 'warning',
  critical: 'critical',
  unknown: 'not known',
}

export function MonitorState({ state, word }: { state: MonitorStateReply; word?: string }) {
  return <State tone={stateTones[state]}>{word ?? stateWords[state]}</State>
}

type Told = Pick<AlertSummaryReply, 'state' | 'severity' | 'silencedUntil'>

/** Red is for what is critical, fires now, and nobody has taken on. */
export function alertTone({ state, severity, silencedUntil }: Told, nowMs = Date.now()): Tone {
  if (state === 'recovered') return 'good'
  if (state === 'acknowledged' || isSilenced(silencedUntil, nowMs)) return 'busy'
  if (state === 'pending') return 'idle'
  return severity === 'critical' ? 'bad' : 'warn'
}

function isSilenced(until: string | null, nowMs: number): boolean {
  return until !== null && Date.parse(until) > nowMs
}

export function AlertState({ alert }: { alert: Told & Pick<AlertSummaryReply, 'acknowledgedBy'> }) {
  const tone = alertTone(alert)
  return <State tone={tone}>{alertWord(alert)}</State>
}

function alertWord(alert: Told & Pick<AlertSummaryReply, 'acknowledgedBy'>): string {
  const { state, severity, silencedUntil, acknowledgedBy } = alert
  if (state === 'recovered') return 'recovered'
  if (state === 'acknowledged') {
    return acknowledgedBy === null ? 'somebody is at it' : `${acknowledgedBy} is at it`
  }
  if (silencedUntil !== null && isSilenced(silencedUntil, Date.now())) {
    return `silent until ${formatDayAndTime(silencedUntil)}`
  }
  if (state === 'pending') return 'not for long enough yet'
  return severity
}

/** What a series is of: whether it was right, whether the data is as it was, or how it runs. */
export type SeriesKind = 'right' | 'data' | 'running'

const dataStarts = [
  'drift of ',
  'drifted ',
  'missing of ',
  'outside of ',
  'new categories of ',
  'type surprises of ',
  'mean of ',
  'least of ',
  'largest of ',
  'kinds of ',
]
const dataNames = new Set([
  'driftedShare',
  'rowCount',
  'age',
  'duplicates',
  'late rows',
  'corrected rows',
  'quarantined rows',
  'refused deliveries',
  'broken checks',
  'schema changes',
  'missingInputShare',
  'lowConfidenceShare',
  'outcomeCount',
  'outcomeShare',
  'label delay',
  'label delay p90',
  'longest label delay',
  'contradictions',
  'fileCount',
  'sizeBytes',
])
const runningNames = new Set([
  'fallbackShare',
  'slowest',
  'typical time',
  'requestCount',
  'requests a second',
  'failureCount',
  'error share',
  'latency p50',
  'latency p95',
  'latency p99',
  'most waiting',
  'memory',
])

export function kindOfSeries(series: string): SeriesKind {
  if (runningNames.has(series)) return 'running'
  if (dataNames.has(series) || dataStarts.some((start) => series.startsWith(start))) return 'data'
  return 'right'
}
