import type { EvaluationReport, ReportedSlice } from '../../registry/index.ts'
import { writeBytes, writeCount, writeNumber, writePercent } from '../profile/write-value.ts'
import { coverageWords } from './horizon-section.ts'
import { costSentence, verdictsOf, withInterval } from './verdicts.ts'

const marks = { good: '✅', bad: '❌', unsure: '⚠️' } as const
const shownSlices = 8

/** The report as Markdown, short enough for a pull request. */
export function writeEvaluation(report: EvaluationReport): string {
  const declared = report.metrics.filter((metric) => metric.declared)
  return [
    `## ${report.model}, version ${report.version}`,
    `${report.learner}, measured on ${writeCount(report.rowCount)} held-out rows.`,
    table(
      ['', 'what', 'found'],
      verdictsOf(report).map(({ state, subject, sentence }) => [marks[state], subject, sentence]),
    ),
    table(
      [
        'metric',
        'value',
        `${writePercent(report.confidence)} interval`,
        ...report.baselines,
        ...(report.champion === undefined ? [] : [`version ${report.champion.version}`]),
      ],
      declared.map(({ name, value, low, high, baselines }) => [
        name,
        `**${writeNumber(value)}**`,
        `${writeNumber(low)} to ${writeNumber(high)}`,
        ...baselines.map((own) => writeNumber(own)),
        ...(report.champion === undefined
          ? []
          : [writeNumber(report.champion.metrics.find((own) => own.name === name)?.champion)]),
      ]),
    ),
    ...horizonsOf(report),
    ...slicesOf(report, declared[0]?.name ?? ''),
    ...importanceOf(report),
    `Costs: ${costSentence(report.cost)} ${writeBytes(report.cost.sizeBytes)} as a file.`,
  ].join('\n\n')
}

function horizonsOf({ horizons, baselines }: EvaluationReport): readonly string[] {
  if (horizons === undefined) return []
  const rows = horizons.map(({ ahead, rowCount, metrics: [main], coverage }) => [
    `${ahead}`,
    writeCount(rowCount),
    main === undefined ? '' : withInterval(main),
    ...(main?.baselines ?? []).map((own) => writeNumber(own)),
    coverageWords(coverage),
  ])
  const name = horizons[0]?.metrics[0]?.name ?? ''
  return [
    '### How far ahead',
    table(['steps ahead', 'told', name, ...baselines, 'within bounds'], rows),
  ]
}

function slicesOf({ search, loss }: EvaluationReport, metric: string): readonly string[] {
  if (search.found.length === 0) return []
  const row = (slice: ReportedSlice) => [
    slice.conditions.join(' and '),
    writeCount(slice.rowCount),
    writeNumber(slice.metric),
    `${writeNumber(slice.loss)} (${writeNumber(slice.low)} to ${writeNumber(slice.high)})`,
    writeNumber(slice.rest),
  ]
  return [
    '### Where it is worst',
    table(
      ['slice', 'rows', metric, loss, 'elsewhere'],
      search.found.slice(0, shownSlices).map(row),
    ),
  ]
}

function importanceOf({ importance }: EvaluationReport): readonly string[] {
  if (importance.length === 0) return []
  const told = importance
    .slice(0, shownSlices)
    .map(({ column, value, low, high }) => [
      column,
      `${writeNumber(value)} (${writeNumber(low)} to ${writeNumber(high)})`,
    ])
  return ['### What it looks at', table(['column', 'worse by, when shuffled'], told)]
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
