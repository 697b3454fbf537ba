import { forecastFiles } from '../forecasts/forecast-files.ts'
import type { FairnessFinding } from '../evaluation-report.ts'
import type { MetricValues } from '../evaluation.ts'
import type { Examination } from '../examination.ts'
import type { ModelVersion } from '../model-version.ts'
import type { Stage } from '../notes/version-notes.ts'
import type { CardText } from './card-text.ts'
import { writeFairness } from './fairness-part.ts'

/** What a model card tells of a version: what was measured, and what people have written. */
export interface ModelCard {
  readonly version: ModelVersion
  readonly description: string | undefined
  readonly stage: Stage
  readonly aliases: readonly string[]
  readonly text: Partial<CardText>
  /** In the order of the model's measures, with the ends of their intervals. */
  readonly metrics: readonly CardMetric[]
  /** Of a model that declares whom it treats alike. */
  readonly fairness: readonly FairnessFinding[]
  readonly data: CardData | undefined
  /** The newest one. */
  readonly examination: Examination | undefined
  readonly code: string | undefined
}

export interface CardMetric {
  readonly name: string
  readonly unit: string | undefined
  readonly better: 'lower' | 'higher' | 'zero'
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface CardData {
  readonly id: string
  readonly view: string
  readonly version: number
  readonly rowCount: number
  readonly testCount: number
  readonly split: string
  readonly groups: readonly string[]
  readonly createdAt: Date
}

/** The card as Markdown, with the front matter that Hugging Face reads. */
export function writeCard(card: ModelCard): string {
  const { version, text, description } = card
  return [
    frontMatter(card),
    `# ${version.model}, version ${version.version}`,
    paragraph(description ?? `Predicts ${version.signature.output.name}.`),
    list([
      ['Stage', stageOf(card)],
      ['Aliases', card.aliases.join(', ') || 'none'],
      ['Learner', version.details.learner],
      ['Made', version.createdAt.toISOString()],
      ['Code', card.code ?? 'not known'],
      ['Run', version.runId ?? 'not known'],
      ['Contact', text.contact ?? 'not told'],
    ]),
    section('Intended use', text.intendedUse),
    section('Not meant for', text.notFor),
    section('Caveats', text.caveats),
    '## Inputs and output',
    table(
      ['name', 'type', 'unit', 'what it is'],
      [...version.signature.inputs, version.signature.output].map((column, at, all) => [
        at === all.length - 1 ? `**${column.name}** (predicted)` : column.name,
        column.type,
        column.unit ?? '',
        column.description ?? '',
      ]),
    ),
    '## Data',
    dataOf(card),
    '## How good it is',
    metricsOf(card),
    ...slicesOf(card),
    ...writeFairness(card.fairness, table),
    ...gatesOf(card),
    '## What it looks at',
    importanceOf(card),
  ].join('\n\n')
}

function stageOf({ stage, aliases }: ModelCard): string {
  return aliases.includes('champion') ? `${stage}, champion` : stage
}

function frontMatter({ version, text, metrics, data }: ModelCard): string {
  const task = taskOf(metrics)
  const named = JSON.stringify
  return [
    '---',
    ...(text.license === undefined ? [] : [`license: ${named(text.license)}`]),
    'library_name: onnx',
    `pipeline_tag: ${task}`,
    'tags:',
    '- tabular',
    `- ${task}`,
    '- groundswell',
    'model-index:',
    `- name: ${named(version.model)}`,
    '  results:',
    '  - task:',
    `      type: ${task}`,
    '    dataset:',
    `      name: ${named(data?.view ?? 'not known')}`,
    `      type: ${named(data?.view ?? 'not known')}`,
    '      split: test',
    `      revision: ${named(data?.id ?? 'not known')}`,
    '    metrics:',
    ...metrics.flatMap(({ name, value }) => [
      `    - type: ${named(name)}`,
      `      value: ${JSON.stringify(value)}`,
    ]),
    '---',
  ].join('\n')
}

/** Names of metrics that only a yes or no, or classes, have. */
const classMetrics =
  /accuracy|f1|fBeta|auc|logLoss|precision|recall|brier|kappa|matthews|specificity|jaccard|youden|gini|^class/i

function taskOf(metrics: readonly CardMetric[]): string {
  return metrics.some(({ name }) => classMetrics.test(name))
    ? 'tabular-classification'
    : 'tabular-regression'
}

function section(title: string, text: string | undefined): string {
  return `## ${title}\n\n${paragraph(text ?? '*Nobody has written this yet.*')}`
}

function dataOf({ data, version: of }: ModelCard): string {
  if (of.files[forecastFiles.learned] !== undefined) {
    return `Series that run \`${of.runId ?? 'not known'}\` has read; ${of.evaluation.rowCount} forecasts of the past were held to what came true.`
  }
  if (data === undefined) return 'It was not trained here: its data is not known.'
  const { view, version, id, rowCount, testCount, split, groups, createdAt } = data
  return list([
    ['Training set', `${view} version ${version} (\`${id}\`), ${createdAt.toISOString()}`],
    ['Rows', `${rowCount}, of which ${testCount} were held out (${split})`],
    ['Out of', groups.join(', ')],
  ])
}

function metricsOf({ metrics, version }: ModelCard): string {
  const baselines = Object.keys(version.baselines)
  const rows = metrics.map(({ name, unit, better, value, low, high }) => [
    unit === undefined ? name : `${name} (${unit})`,
    show(value),
    `${show(low)} – ${show(high)}`,
    ...baselines.map((baseline) => show(valueOf(version.baselines[baseline], name))),
    better === 'zero' ? 'near zero' : better,
  ])
  const heads = ['metric', 'value', '95 % interval', ...baselines, 'better is']
  return `On held-out rows, beside naive models.\n\n${table(heads, rows)}`
}

function slicesOf({ version, metrics }: ModelCard): string[] {
  const [metric] = metrics
  const slices = Object.entries(version.evaluation.slices)
  if (metric === undefined || slices.length === 0) return []
  const rows = slices.flatMap(([column, values]) =>
    Object.entries(values).map(([value, slice]) => [
      `${column} = ${value}`,
      String(slice.rowCount),
      ...metrics.map(({ name }) => show(valueOf(slice.metrics, name))),
    ]),
  )
  const heads = ['slice', 'rows', ...metrics.map(({ name }) => name)]
  return ['## For whom', table(heads, rows)]
}

function gatesOf({ examination }: ModelCard): string[] {
  if (examination === undefined || examination.results.length === 0) return []
  const { alias, against, examinedAt, by, results } = examination
  const beside = against === undefined ? '' : `, beside version ${against}`
  const said = `Asked for ${alias}${beside} on ${examinedAt.toISOString()} by ${by}.`
  const rows = results.map(({ gate, held, found, wanted }) => [
    gate,
    held ? 'held' : '**not held**',
    found,
    wanted,
  ])
  return ['## Gates', `${said}\n\n${table(['gate', 'held', 'found', 'wanted'], rows)}`]
}

function importanceOf({ version }: ModelCard): string {
  const { importance } = version.details
  if (importance.length === 0) return 'Not measured.'
  const rows = importance.map((one) => [one.feature, show(one.importance)])
  const said = 'How much worse the first metric is when a feature is shuffled.'
  return `${said}\n\n${table(['feature', 'worse by'], rows)}`
}

function valueOf(values: MetricValues | undefined, name: string): number {
  return values?.[name] ?? Number.NaN
}

function show(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–'
}

/** What people write stays text: it begins no heading, and ends no table. */
function paragraph(text: string): string {
  return text.replaceAll(/^(\s*)(#|---)/gm, String.raw`$1\$2`)
}

function list(facts: readonly (readonly [string, string])[]): string {
  return facts.map(([name, value]) => `- ${name}: ${value.replaceAll('\n', ' ')}`).join('\n')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
