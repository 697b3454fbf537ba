import type { MonitorReply, MonitorRunReply, MonitorSeriesReply } from '../../api/index.ts'

/** What a report tells: one window of a monitor, beside what was measured until then. */
export interface MonitorReport {
  readonly monitor: Pick<MonitorReply, 'name' | 'description' | 'watches' | 'reference' | 'window'>
  readonly run: MonitorRunReply
  /** Windows before, for the charts over time; none is needed. */
  readonly series: MonitorSeriesReply['series']
}

type State = MonitorRunReply['state']

export const stateWords: Readonly<Record<State, string>> = {
  ok: 'As it should be',
  warning: 'Warning',
  critical: 'Critical',
  unknown: 'Not known',
}

export function windowWords({ since, until }: MonitorRunReply): string {
  return since === null
    ? `up to ${writeMinute(until)}`
    : `${writeMinute(since)} to ${writeMinute(until)}`
}

/** `2026-11-21 06:00`, UTC. */
export function writeMinute(at: string): string {
  return at.slice(0, 16).replace('T', ' ')
}

/** What it comes down to, in a sentence. */
export function answerOf({ run }: MonitorReport): string {
  if (run.problem !== null) return `It could not be measured: ${run.problem}`
  const bad = run.verdicts.filter(({ state }) => state === 'warning' || state === 'critical')
  const columns = run.drift.flatMap((drift) => drift.columns)
  const drifted = columns.filter((column) => column.drifted)
  const rules =
    run.verdicts.length === 0
      ? 'No rule says what would be bad.'
      : bad.length === 0
        ? `All ${run.verdicts.length} rules are kept.`
        : `${bad.length} of ${run.verdicts.length} rules ${bad.length === 1 ? 'is' : 'are'} not kept.`
  if (columns.length === 0) return rules
  const data =
    drifted.length === 0
      ? `None of ${columns.length} columns lies otherwise than before.`
      : `${drifted.length} of ${columns.length} columns ${drifted.length === 1 ? 'lies' : 'lie'} otherwise than before: ${drifted.map(({ column }) => column).join(', ')}.`
  return `${rules} ${data}`
}
