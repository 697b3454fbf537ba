import type { ResolvedSettings } from '../../base/index.ts'
import {
  ident,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { dataErrors } from '../errors.ts'
import { assertCheckColumns } from './assert-columns.ts'
import { toReport, type CheckReport, type CheckResult } from './check-result.ts'
import { withTables, type CheckTable, type TableSources } from './check-table.ts'
import type {
  Check,
  CheckScope,
  ComparisonCheck,
  FoundColumn,
  Judgement,
  RowCheck,
  SchemaCheck,
  TableCheck,
} from './check.ts'
import { columnChecks } from './column-checks.ts'
import { compareColumns } from './compare-columns.ts'
import { findColumns } from './find-columns.ts'
import { measureBatches, type BatchMeasure } from './measure-batches.ts'
import { sampleBroken } from './sample-broken.ts'
import { resolvedSentence } from './threshold.ts'

export interface CheckOptions extends TableSources {
  /** What the report calls the rows. */
  readonly table: string
  readonly columns: Columns
  readonly checks: readonly Check[]
  /** The column that tells which batch a row came with; each batch is judged by itself. */
  readonly batch?: string
  /** The batches that there are, so that one without rows is judged too. */
  readonly batches?: readonly string[]
  readonly settings?: ResolvedSettings
  readonly now: Date
  /** The group that the rows are to come into, for checks that look at what it holds. */
  readonly into?: CheckTable
  /** The columns that there are for a check of the schema, where the relation has others. */
  readonly foundColumns?: readonly FoundColumn[]
}

/**
 * Judges the rows of a relation by the columns' own rules and `checks`. All are measured in one
 * statement over the data; only what is broken is looked at again, for its rows and their places, and
 * what is compared with a reference is read column by column.
 * Throws `data.checkOfUnknownColumn`, `data.tableNotOpenable`, and `data.checkNotRunnable` for a rule
 * that is no SQL over the columns.
 */
export async function checkRows(
  engine: TableEngine,
  relation: Sql,
  options: CheckOptions,
): Promise<CheckReport> {
  const checks = [...columnChecks(options.columns), ...options.checks]
  for (const check of checks) assertCheckColumns(check, options.columns)
  return withCheckScope(engine, relation, checks, options, async (scope) => {
    const measures = await measureBatches(
      engine,
      relation,
      checks,
      scope,
      options.batches ?? [],
    ).catch((error: unknown) => {
      throw isSqlFault(error)
        ? dataErrors.checkNotRunnable({ table: options.table, problem: firstLine(error) }, error)
        : error
    })
    const results: CheckResult[] = []
    for (const [at, check] of checks.entries()) {
      const judge = { engine, relation, options, scope, measures, at }
      results.push({ ...about(check, scope), ...(await judgeCheck(check, judge)) })
    }
    const rowCount = measures.reduce((sum, measure) => sum + measure.rowCount, 0)
    return toReport(options.table, rowCount, results)
  })
}

/** Opens the tables that the checks look into, for as long as `use` runs. */
export async function withCheckScope<Result>(
  engine: TableEngine,
  relation: Sql,
  checks: readonly Check[],
  options: CheckOptions,
  use: (scope: CheckScope) => Promise<Result>,
): Promise<Result> {
  const named = checks.flatMap((check) => check.tables ?? [])
  const made = new Map<CheckTable, readonly EngineRow[]>()
  for (const check of checks) {
    if (check.kind !== 'row' || check.makes === undefined) continue
    made.set(check.makes.table, await check.makes.rows(engine, relation))
  }
  const batch = options.batch === undefined ? undefined : ident(options.batch)
  const { settings = {}, now } = options
  const looksBack = checks.some((check) => check.kind === 'row' && check.looksBack === true)
  const into = looksBack ? options.into : undefined
  const wanted = [...named, ...made.keys(), ...(into === undefined ? [] : [into])]
  return withTables(engine, wanted, { ...options, made }, (tables) =>
    use({
      batch,
      settings,
      now,
      tables,
      earlier: into === undefined ? undefined : tables(into),
    }),
  )
}

/** What the engine says of SQL or a pattern that it can't run; rules and patterns are the project's. */
function isSqlFault(error: unknown): error is Error {
  return error instanceof Error && sqlFault.test(error.message)
}

const sqlFault =
  /^((Binder|Parser|Catalog|Conversion) Error: |Invalid Input Error: (?!.*(CSV|JSON|[Pp]arquet|[Ff]ile)))/

function firstLine(error: Error): string {
  return error.message.split('\n')[0] ?? ''
}

function about({ name, kind, severity, sentence }: Check, { settings }: CheckScope) {
  return { check: name, kind, severity, expected: resolvedSentence(sentence, settings) }
}

interface Judge {
  readonly engine: TableEngine
  readonly relation: Sql
  readonly options: CheckOptions
  readonly scope: CheckScope
  readonly measures: readonly BatchMeasure[]
  /** The check's place among the checks. */
  readonly at: number
}

type Found = Omit<CheckResult, 'check' | 'kind' | 'severity' | 'expected'>

async function judgeCheck(check: Check, judge: Judge): Promise<Found> {
  switch (check.kind) {
    case 'row':
      return judgeRows(check, judge)
    case 'table':
      return judgeTable(check, judge)
    case 'schema':
      return judgeSchema(check, judge)
    case 'comparison':
      return judgeComparison(check, judge)
  }
}

async function judgeRows(check: RowCheck, judge: Judge): Promise<Found> {
  const { engine, relation, options, scope, measures, at } = judge
  const broken = measures.filter((measure) => (measure.brokenCounts.get(at) ?? 0) > 0)
  const failedCount = broken.reduce((sum, { brokenCounts }) => sum + (brokenCounts.get(at) ?? 0), 0)
  if (failedCount === 0) {
    return { holds: true, found: 'no row breaks it', failedCount, batches: [], rows: [] }
  }
  const rowCount = measures.reduce((sum, measure) => sum + measure.rowCount, 0)
  return {
    holds: false,
    found: `${failedCount} of ${rowCount} rows ${failedCount === 1 ? 'breaks' : 'break'} it`,
    failedCount,
    batches: broken.flatMap(({ batch }) => batch ?? []),
    rows: await sampleBroken(engine, relation, check.breaks(scope), {
      columns: Object.keys(options.columns),
      batch: options.batch,
      shows: check.shows ?? {},
    }),
  }
}

function judgeTable(check: TableCheck, { measures, scope, at }: Judge): Found {
  const judged = measures.map(({ batch, rowCount, values }) => ({
    batch,
    ...check.judge({ rowCount, values: values.get(at) ?? {} }, scope),
  }))
  const broken = judged.filter(({ holds }) => !holds)
  return {
    holds: broken.length === 0,
    found: tellOf(broken.length > 0 ? broken : judged, judged.length),
    failedCount: broken.reduce((sum, { failedCount }) => sum + failedCount, 0),
    batches: broken.flatMap(({ batch }) => batch ?? []),
    rows: [],
  }
}

function tellOf(judged: readonly Judgement[], batchCount: number): string {
  const [first] = judged
  if (first === undefined) return 'no rows'
  if (batchCount === 1) return first.found
  return `${first.holds ? 'all' : judged.length} of ${batchCount} deliveries, first ${first.found}`
}

async function judgeSchema(check: SchemaCheck, judge: Judge): Promise<Found> {
  const { engine, relation, options, measures } = judge
  const columns = options.foundColumns ?? (await findColumns(engine, relation))
  const found = columns.filter(({ name }) => name !== options.batch)
  const judgement = check.judge(found, options.columns)
  return { ...judgement, batches: judgement.holds ? [] : batchesOf(measures), rows: [] }
}

async function judgeComparison(check: ComparisonCheck, judge: Judge): Promise<Found> {
  const { engine, relation, options, scope, measures } = judge
  const judgement = await compareColumns(engine, relation, check, options.columns, scope)
  return { ...judgement, batches: judgement.holds ? [] : batchesOf(measures), rows: [] }
}

function batchesOf(measures: readonly BatchMeasure[]): string[] {
  return measures.flatMap(({ batch }) => batch ?? [])
}
