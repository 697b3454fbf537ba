import type { DecisionReply } from '../api/index.ts'
import { renderFacts, renderSection, renderTable } from './render-table.ts'
import type { Page } from './command.ts'
import type { Style } from './style.ts'
import { renderGates } from './render-gates.ts'
import { writeAgo, writeNumber } from './write-value.ts'

/** What was decided, newest first, a line each. */
export function renderTimeline(decisions: readonly DecisionReply[], { style, now }: Page): string {
  const columns = [
    {
      title: 'when',
      of: ({ decidedAt, startedAt }: DecisionReply) =>
        writeAgo(new Date(decidedAt ?? startedAt), now),
    },
    { title: 'model', of: ({ model }: DecisionReply) => style.bold(model) },
    { title: 'state', of: ({ state }: DecisionReply) => paintState(state, style) },
    { title: 'what', of: ({ because, settled }: DecisionReply) => because + settledWords(settled) },
    { title: 'id', of: ({ id }: DecisionReply) => style.dim(id) },
  ]
  return renderTable(decisions, columns, { style, nothing: 'Nothing was decided yet.' })
}

function settledWords(settled: DecisionReply['settled']): string {
  return settled === null ? '' : `; ${settled.what}, by ${settled.by}`
}

function paintState(state: DecisionReply['state'], style: Style): string {
  if (state === 'promoted') return style.good(state)
  if (state === 'failed' || state === 'rolled-back') return style.bad(state)
  return state === 'proposed' || state === 'trying' || state === 'open' ? style.warn(state) : state
}

/** Each question with its answer. */
export function renderAnswers(answers: DecisionReply['answers'], style: Style): string {
  return answers
    .map(({ question, answer, verdict }) => {
      const mark = { yes: style.good('✓'), no: style.bad('✗'), note: style.dim('·') }[verdict]
      return `${mark} ${question}\n  ${answer}\n`
    })
    .join('')
}

/** One decision with all its evidence. */
export function renderDecision(decision: DecisionReply, { style, now }: Page): string {
  const { model, alias, policy, state, because, by, settled, answers, metrics, gates, id } =
    decision
  const moment = new Date(decision.decidedAt ?? decision.startedAt)
  return [
    `${style.bold(because === '' ? `${model} is being retrained` : because)}\n\n`,
    renderFacts(
      [
        ['decision', id],
        ['state', paintState(state, style)],
        ['model', `${model}, ${alias}`],
        ['policy', policy],
        ['when', `${writeAgo(moment, now)}, by ${by}`],
        ['settled', settled === null ? undefined : `${settled.what}, by ${settled.by}`],
      ],
      style,
    ),
    '\n',
    renderAnswers(answers, style),
    metrics.length === 0
      ? ''
      : renderSection('On the same rows', renderPairs(decision, style), style),
    gates.length === 0 ? '' : `\n${renderGates(gates, style)}`,
    state === 'proposed'
      ? `\nNext: swell decisions accept ${id}, or swell decisions decline ${id}\n`
      : '',
  ].join('')
}

function renderPairs({ metrics, champion, candidate }: DecisionReply, style: Style): string {
  type Pair = DecisionReply['metrics'][number]
  const columns = [
    { title: 'metric', of: ({ name }: Pair) => name },
    {
      title: champion === null ? '–' : `v${champion}`,
      right: true,
      of: (pair: Pair) => write(pair.champion),
    },
    {
      title: candidate === null ? 'other' : `v${candidate}`,
      right: true,
      of: (pair: Pair) => write(pair.candidate),
    },
  ]
  return renderTable(metrics, columns, { style, nothing: '' })
}

function write(value: number | null): string {
  return value === null ? '–' : writeNumber(value)
}
