import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { z } from 'zod'
import { synthesizeTable, type Synthesis } from '../../data/index.ts'
import { readTokens } from '../../project/index.ts'
import { renderSynthesis } from '../../site/index.ts'
import {
  ident,
  joinSql,
  sql,
  tableErrors,
  tableFormatOf,
  writeTable,
  type TableEngine,
} from '../../table/index.ts'
import { defineCommand, type Page } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { withTable } from '../with-table.ts'
import { writeCount, writeCounted } from '../write-value.ts'

export const dataSynthesize = defineCommand({
  name: 'data synthesize',
  summary: 'Make up rows like those of a table, and give none of them away',
  description:
    'Learns a generator from a sample of the table: values, how columns go together, what is missing when. ' +
    'Keys are made anew, rare values pooled, and rows of the table that few are alike to thrown away. ' +
    'Tells how alike the rows are, and how near they come to real ones. The same table and seed make the ' +
    'same rows.',
  example: [
    'swell data synthesize passengers --rows 1000 --out made.csv',
    'swell data synthesize salaries.parquet --rows 100000 --seed 7 --out made.parquet --report report.html',
  ],
  positionals: ['table'],
  input: z.strictObject({
    table: z.string().describe('A table file, a group, or a version of a dataset'),
    rows: z.number().int().min(1).describe('How many rows to make'),
    out: z
      .string()
      .describe('Where they go, in the format of its ending')
      .meta({ value: '<file>' }),
    seed: z.string().default('1').describe('Another one makes other rows'),
    report: z
      .string()
      .optional()
      .describe('Write a report there too: .json as JSON, else as a page of HTML')
      .meta({ value: '<file>' }),
    generator: z
      .string()
      .optional()
      .describe('Write what was learned there, as JSON for `toGenerator`')
      .meta({ value: '<file>' }),
    keys: z
      .string()
      .optional()
      .describe('Columns that tell rows apart, with commas between; most are found without'),
    smallest: z.number().int().min(2).default(5).describe('What fewer rows share is not kept'),
    rare: z
      .enum(['pool', 'leave out', 'keep'])
      .default('pool')
      .describe('What becomes of rare texts: `other`, nothing, or themselves'),
  }),
  run: async (context, input) => {
    const { table, out, rows } = input
    if (tableFormatOf(out) === undefined) throw tableErrors.unknownFileType({ file: out })
    const path = (file: string) => resolve(context.workingFolder, file)
    const options = {
      ...input,
      keys: input.keys === undefined ? [] : input.keys.split(',').map((name) => name.trim()),
      signal: context.signal,
      onProgress: (made: number) =>
        context.live.status(`  made ${writeCount(made)} of ${writeCounted(rows, 'row')}`),
    }
    const synthesis = await withTable(context, table, (engine, source) =>
      synthesizeTable(engine, source, options, async (made, result) => {
        await writeRows(engine, { made, learned: result.learned }, path(out))
        return result
      }),
    )
    const { learned, ...told } = synthesis
    if (input.generator !== undefined) await writeText(path(input.generator), toJson(learned))
    if (input.report !== undefined) await writeReport(synthesis, table, path(input.report))
    return { table, out, rowCount: rows, learnedFrom: learned.rowCount, ...told }
  },
  print: ({ table, out, rowCount, learnedFrom, likeness, privacy }, page) =>
    [
      renderLikeness(likeness, page),
      renderPrivacy(privacy, page),
      `\nMade ${writeCounted(rowCount, 'row')} like those of ${table}, of which ${writeCount(learnedFrom)} were learned from: ${out}\n`,
    ].join(''),
})

interface Made {
  /** The engine's table of the rows. */
  readonly made: string
  readonly learned: Synthesis['learned']
}

async function writeRows(engine: TableEngine, { made, learned }: Made, to: string): Promise<void> {
  const isText = !/\.(parquet|arrow)$/i.test(to)
  // A moment in a text has its zone.
  const values = learned.columns.map(({ name, type }) =>
    isText && type === 'timestamp'
      ? sql`strftime(${ident(name)}, '%Y-%m-%dT%H:%M:%S.%gZ') as ${ident(name)}`
      : ident(name),
  )
  // The ending tells the format, so it stays at the end.
  const draft = join(dirname(to), `.${process.pid}.draft.${basename(to)}`)
  await mkdir(dirname(to), { recursive: true })
  try {
    await writeTable(engine, sql`select ${joinSql(values, ', ')} from ${ident(made)}`, draft)
    await rename(draft, to)
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeReport(synthesis: Synthesis, table: string, to: string): Promise<void> {
  const isJson = extname(to).toLowerCase() === '.json'
  const { likeness, privacy } = synthesis
  const text = isJson
    ? toJson({ likeness, privacy })
    : renderSynthesis(synthesis, { title: basename(table), tokensCss: await readTokens() })
  await writeText(to, text)
}

async function writeText(to: string, text: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, text)
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function renderLikeness({ columns, furthest, ...shares }: Synthesis['likeness'], page: Page) {
  const { style } = page
  const right = true
  const table = renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'made as', of: ({ kind }) => kind },
      { title: 'distance', right, of: ({ distance }) => distance?.toFixed(3) ?? '–' },
      { title: 'by', of: ({ measure }) => measure ?? 'made anew' },
      { title: 'missing', right, of: ({ missing }) => percent(missing.table) },
      { title: 'made', right, of: ({ missing }) => percent(missing.made) },
    ],
    { style, nothing: 'It has no columns.' },
  )
  const facts: (readonly [string, string])[] = [
    ['alike', style.bold(percent(shares.overall))],
    ['columns', percent(shares.columnLikeness)],
    ['correlations', percent(shares.correlationLikeness)],
    ['missing values', percent(shares.missingLikeness)],
  ]
  if (furthest !== undefined) {
    const { columns: pair, table: was, made } = furthest
    facts.push(['furthest pair', `${pair.join(' and ')}: ${signed(was)}, made ${signed(made)}`])
  }
  return `${table}\n${renderFacts(facts, style)}\n`
}

function renderPrivacy({ smallest, rare, ...privacy }: Synthesis['privacy'], page: Page) {
  const { style } = page
  const { copiesThrownAway, nearness } = privacy
  const kept =
    rare === 'keep'
      ? style.warn('rare texts were kept, and may point to somebody')
      : `what fewer than ${smallest} rows share was not kept`
  const facts: (readonly [string, string])[] = [
    ['rare', kept],
    ['copies', `${writeCounted(copiesThrownAway, 'row')} thrown away`],
  ]
  if (nearness === undefined) facts.push(['nearness', 'too few rows to compare'])
  else {
    const { made, heldOut, nearerShare } = nearness
    const words = `by median ${made.median.toFixed(3)} from the nearest row; rows held out ${heldOut.median.toFixed(3)}`
    facts.push(['nearness', words])
    facts.push([
      'nearer',
      `${percent(nearerShare)} are nearer than 19 of 20 held out; 5 % is as it should be`,
    ])
  }
  return renderSection('What is given away', `${renderFacts(facts, style)}\n`, style)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** Without a zero below zero. */
function signed(value: number): string {
  return (Math.round(100 * value) / 100 + 0).toFixed(2)
}
