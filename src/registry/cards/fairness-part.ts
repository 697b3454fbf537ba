import { parities, type GroupRates, type Parity } from '../../learn/index.ts'
import type { FairnessFinding } from '../evaluation-report.ts'
import { nameFinding } from '../gates/report-gates.ts'

/** Rates that a card tells of: whom a yes is said to, and those that the parity is about. */
export function cardRates({ wanted }: Pick<FairnessFinding, 'wanted'>): readonly string[] {
  const own: readonly (keyof GroupRates)[] = wanted in parities ? parities[wanted as Parity] : []
  return [...new Set<string>(['selectionRate', ...own])]
}

type WriteTable = (heads: readonly string[], rows: readonly (readonly string[])[]) => string

/** How groups are treated, as paragraphs and tables of Markdown. */
export function writeFairness(
  findings: readonly FairnessFinding[],
  writeTable: WriteTable,
): readonly string[] {
  if (findings.length === 0) return []
  return ['## Fairness', ...findings.map((finding) => writeFinding(finding, writeTable))]
}

function writeFinding(finding: FairnessFinding, writeTable: WriteTable): string {
  const { held, wanted, tolerance, reference, groups, leftOut, isToldOnly } = finding
  const verdict = isToldOnly === true ? 'told only' : held ? 'held' : '**not held**'
  const rest = leftOut.length === 0 ? '' : ` Left out for too few rows: ${leftOut.join(', ')}.`
  const said =
    `By ${nameFinding(finding)}: ${inWords(wanted)} is ${verdict}, which wants rates of ${show(tolerance)} to ` +
    `${show(1 / tolerance)} times those of ${reference}; with 95 % intervals, in bold what differs by more than ` +
    `chance.${rest}`
  const rates = cardRates(finding)
  const rows = groups.map((own) => [
    own.group === reference ? `${own.group} (reference)` : own.group,
    String(own.rowCount),
    ...rates.map((rate) => {
      const words = showShare(own.rates[rate])
      if (own.group === reference) return words
      const [low, high] = own.intervals[rate] ?? []
      const times = `${words}, × ${show(own.disparities[rate])} (${show(low)} – ${show(high)})`
      return own.significant.includes(rate) ? `**${times}**` : times
    }),
  ])
  return `${said}\n\n${writeTable(['group', 'rows', ...rates.map(inWords)], rows)}`
}

function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function showShare(value: number | null | undefined): string {
  return typeof value === 'number' ? `${(100 * value).toFixed(1)} %` : '–'
}

function show(value: number | null | undefined): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : '–'
}
