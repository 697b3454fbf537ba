import { answersOf } from './answers-of.ts'
import { candidateOf } from './retraining-decision.ts'
import type { MetricPair, RetrainingEvidence } from './retraining-evidence.ts'

export interface WrittenDecision {
  readonly model: string
  readonly alias: string
  readonly because: string
  readonly evidence: RetrainingEvidence
}

/** The decision as Markdown, for a pull request: what was decided, both versions beside each other, and why. */
export function writeDecision({ model, alias, because, evidence }: WrittenDecision): string {
  const { champion = null, comparison, gates } = evidence
  const candidate = candidateOf({ evidence })
  const title = `## Retraining of ${model}\n\n**${capital(because)}.**\n`
  const rows = comparison?.metrics ?? []
  const table =
    rows.length === 0 || candidate === undefined
      ? ''
      : [
          `\n| metric on the same ${comparison?.rows ?? 0} rows | ${alias} ${champion ?? '–'} | ${candidate} | change |`,
          '| --- | ---: | ---: | ---: |',
          ...rows.map(writePair),
          '',
        ].join('\n')
  const asked = answersOf(evidence).map(({ question, answer }) => `- ${question} ${escape(answer)}`)
  const gateRows = (gates?.results ?? []).map(
    ({ gate, held, found, wanted }) =>
      `| ${held ? '✓' : '✗'} | ${escape(gate)} | ${escape(found)} | ${escape(wanted)} |`,
  )
  const gateTable =
    gateRows.length === 0
      ? ''
      : `\n|  | gate | found | wanted |\n| --- | --- | --- | --- |\n${gateRows.join('\n')}\n`
  return `${title}${table}\n${asked.join('\n')}\n${gateTable}`
}

function writePair({ name, better, champion, candidate }: MetricPair): string {
  const change = champion === null || candidate === null ? null : candidate - champion
  const cells = [champion, candidate].map(show)
  return `| ${escape(name)} (${better === 'zero' ? 'nearer to 0' : better} is better) | ${cells.join(' | ')} | ${signed(change)} |`
}

function show(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)))
}

function signed(value: number | null): string {
  if (value === null) return '–'
  return `${value > 0 ? '+' : ''}${show(value)}`
}

/** A bar would end a cell. */
function escape(text: string): string {
  return text.replaceAll('|', '\\|')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
