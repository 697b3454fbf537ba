import type { AlertReply, AlertSummaryReply } from '../api/index.ts'
import type { Page } from './command.ts'
import { renderFacts, renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeAgo, writeMoment } from './write-value.ts'

export function renderAlerts(alerts: readonly AlertSummaryReply[], { style, now }: Page): string {
  return renderTable(
    alerts,
    [
      { title: 'alert', of: ({ id }) => style.bold(id) },
      { title: 'is', of: ({ state, severity }) => paint(state, severity, style) },
      { title: 'monitor', of: ({ monitor }) => monitor },
      {
        title: 'rule',
        of: ({ rule, slice }) => (slice === '' ? rule : `${rule} (${slice})`),
      },
      { title: 'found', of: ({ found }) => found },
      { title: 'since', of: ({ badSince }) => writeAgo(badSince, now) },
      { title: 'who', of: ({ acknowledgedBy }) => acknowledgedBy ?? '' },
    ],
    { style, nothing: 'There is no alert.' },
  )
}

/** An alert whole: what happened, what changed upstream, and what can be done. */
export function renderAlert(alert: AlertReply, { style }: Page): string {
  const facts = renderFacts(
    [
      ['alert', `${alert.id}, ${paint(alert.state, alert.severity, style)}`],
      ['what', alert.what],
      ['wanted', alert.wanted],
      ['bad since', writeMoment(alert.badSince)],
      ['recovered', alert.recoveredAt === null ? undefined : writeMoment(alert.recoveredAt)],
      [
        'silent',
        alert.silencedUntil === null ? undefined : `until ${writeMoment(alert.silencedUntil)}`,
      ],
    ],
    style,
  )
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : `\n${style.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`
  const { history, upstream, deliveries, next, gate } = alert
  return [
    facts,
    part(
      'History',
      history.map(
        ({ at, what, by }) =>
          `${style.dim(writeMoment(at))}   ${what}${by === null ? '' : `, by ${by}`}`,
      ),
    ),
    part(
      'What changed upstream',
      upstream.map(({ at, what }) => `${style.dim(writeMoment(at))}   ${what}`),
    ),
    part(
      'Who was told',
      deliveries.map(({ channel, kind, status, lastProblem }) =>
        lastProblem === null
          ? `${channel}: ${kind}, ${status}`
          : `${channel}: ${kind}, ${status} (${lastProblem})`,
      ),
    ),
    part('What to do', [...next, ...(gate === null ? [] : [`In the model: ${gate}`])]),
  ].join('')
}

function paint(
  state: AlertSummaryReply['state'],
  severity: AlertSummaryReply['severity'],
  style: Style,
): string {
  if (state === 'recovered') return style.good('recovered')
  if (state === 'pending') return style.dim('pending')
  const word = `${severity}, ${state}`
  return severity === 'critical' ? style.bad(word) : style.warn(word)
}
