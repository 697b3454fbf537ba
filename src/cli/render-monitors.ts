import type {
  MonitorReply,
  MonitorRunReply,
  MonitorRunSummaryReply,
  MonitorStateReply,
  MonitorSummaryReply,
  ObjectiveReply,
  VerdictReply,
} from '../api/index.ts'
import { formatDuration } from '../base/index.ts'
import type { Page } from './command.ts'
import { renderFacts, renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeAgo, writeCount, writeMoment, writeNumber } from './write-value.ts'

export function renderMonitors(monitors: readonly MonitorSummaryReply[], { style, now }: Page) {
  return renderTable(
    monitors,
    [
      { title: 'monitor', of: ({ name }) => style.bold(name) },
      { title: 'watches', of: ({ watches }) => `${watches.kind} ${watches.name}` },
      { title: 'stands', of: ({ state }) => paintState(state, style) },
      { title: 'firing', right: true, of: ({ firingCount }) => writeCount(firingCount) },
      {
        title: 'looked',
        of: ({ lastRun }) => (lastRun === null ? 'never' : writeAgo(lastRun.measuredAt, now)),
      },
      { title: 'next', of: ({ nextAt, every }) => (nextAt === null ? every : writeMoment(nextAt)) },
    ],
    { style, nothing: 'The project has no monitor. Declare one with defineMonitor.' },
  )
}

export function renderObjectives(objectives: readonly ObjectiveReply[], { style }: Page): string {
  return renderTable(
    objectives,
    [
      { title: 'objective', of: ({ name }) => style.bold(name) },
      { title: 'service', of: ({ service }) => service },
      { title: 'promises', of: ({ sentence }) => sentence },
      { title: 'stands', of: ({ state }) => paintState(state, style) },
      { title: 'good', right: true, of: ({ goodShare }) => writeShare(goodShare) },
      { title: 'budget left', right: true, of: ({ budgetLeft }) => writeShare(budgetLeft) },
      { title: 'requests', right: true, of: ({ requestCount }) => writeCount(requestCount) },
    ],
    { style, nothing: 'The project promises nothing.' },
  )
}

/** A monitor whole: what it watches, how that stands, and its runs. */
export function renderMonitor(
  monitor: MonitorReply & { readonly runs: readonly MonitorRunSummaryReply[] },
  { style, now }: Page,
): string {
  const { watches, reference, window, every, tells, latest, runs } = monitor
  const of = watches.of.length === 0 ? '' : `: ${watches.of.join(', ')}`
  const facts = renderFacts(
    [
      ['monitor', `${monitor.name}, ${paintState(monitor.state, style)}`],
      ['about', monitor.description ?? undefined],
      ['watches', `${watches.kind} ${watches.name}${of}`],
      ['against', reference === '' ? undefined : reference],
      ['window', window],
      ['looks', every],
      ['tells', tells.length === 0 ? undefined : tells.join(', ')],
      ['firing', monitor.firingCount === 0 ? undefined : writeCount(monitor.firingCount)],
    ],
    style,
  )
  const verdicts = latest === null ? '' : `\n${renderVerdictTable(latest.verdicts, style)}`
  return `${facts}${verdicts}\n${renderRunTable(runs, style, now)}`
}

export function renderRuns(runs: readonly MonitorRunReply[], { style, now }: Page): string {
  const [only] = runs
  if (runs.length === 1 && only !== undefined) return renderRun(only, style)
  return renderRunTable(runs, style, now)
}

function renderRun(run: MonitorRunReply, style: Style): string {
  const facts = renderFacts(
    [
      ['monitor', `${run.monitor}, ${paintState(run.state, style)}`],
      ['window', writeWindow(run)],
      ['rows', writeCount(run.rowCount)],
      ['problem', run.problem ?? undefined],
      ...run.notes.map((note): [string, string] => ['note', note]),
    ],
    style,
  )
  const values = renderTable(
    run.values.filter(({ slice }) => slice === ''),
    [
      { title: 'value', of: ({ series }) => series },
      { title: 'is', right: true, of: ({ value }) => (value === null ? '–' : writeNumber(value)) },
      {
        title: '95 %',
        of: ({ lower, upper }) =>
          lower === null || upper === null ? '' : `${writeNumber(lower)} … ${writeNumber(upper)}`,
      },
    ],
    { style, nothing: 'Nothing was measured.' },
  )
  return `${facts}\n${renderVerdictTable(run.verdicts, style)}\n${values}`
}

/** What a test suite says: each rule with how it stands, and one line for all. */
export function renderVerdicts(
  run: MonitorRunReply | null,
  passed: boolean,
  { style }: Page,
): string {
  if (run === null) return 'There was nothing to look at.\n'
  const line = passed
    ? style.good(`${run.monitor}: every rule that could be judged is kept.`)
    : style.bad(`${run.monitor}: ${run.problem ?? `${run.badCount} rule(s) not kept.`}`)
  return `${renderVerdictTable(run.verdicts, style)}\n${line}\n`
}

function renderVerdictTable(verdicts: readonly VerdictReply[], style: Style): string {
  return renderTable(
    verdicts,
    [
      { title: 'rule', of: ({ rule }) => style.bold(rule) },
      { title: 'of', of: ({ series, slice }) => (slice === '' ? series : `${series}, ${slice}`) },
      { title: 'stands', of: ({ state }) => paintState(state, style) },
      { title: 'found', of: ({ found }) => found },
      { title: 'wanted', of: ({ wanted }) => wanted },
    ],
    { style, nothing: 'The monitor has no rules: nothing counts as bad.' },
  )
}

function renderRunTable(runs: readonly MonitorRunSummaryReply[], style: Style, now: Date): string {
  return renderTable(
    runs,
    [
      { title: 'window', of: writeWindow },
      { title: 'stands', of: ({ state }) => paintState(state, style) },
      { title: 'rows', right: true, of: ({ rowCount }) => writeCount(rowCount) },
      { title: 'not kept', right: true, of: ({ badCount }) => writeCount(badCount) },
      { title: 'why', of: ({ reason, problem }) => problem ?? reason },
      { title: 'looked', of: ({ measuredAt }) => writeAgo(measuredAt, now) },
      { title: 'run', of: ({ id }) => style.dim(id) },
    ],
    { style, nothing: 'Nothing was due.' },
  )
}

function writeWindow({ since, until, rowCount }: MonitorRunSummaryReply): string {
  if (since === null) return `${writeCount(rowCount)} rows until ${writeMoment(until)}`
  const length = formatDuration(new Date(until).getTime() - new Date(since).getTime())
  return `${length} until ${writeMoment(until)}`
}

export function paintState(state: MonitorStateReply, style: Style): string {
  switch (state) {
    case 'ok':
      return style.good('ok')
    case 'warning':
      return style.warn('warning')
    case 'critical':
      return style.bad('critical')
    case 'unknown':
      return style.dim('unknown')
  }
}

function writeShare(share: number | null): string {
  return share === null ? '–' : `${Number((share * 100).toPrecision(5))} %`
}
