import { digestOfValue } from '../base/index.ts'
import {
  checkRows,
  parseDatasetReference,
  readDatasetVersion,
  versionFilesOf,
  type Check,
  type CheckTable,
  type Dataset,
} from '../data/index.ts'
import { openCheckTable } from '../features/index.ts'
import type { Step } from '../pipelines/index.ts'
import type { Columns } from '../table/index.ts'
import { checkScope, judgeDataset, type ProjectReader } from './judge-dataset.ts'
import type { ProjectPorts } from './project-ports.ts'
import { settleChecks, type CheckedTable, type JudgedTable } from './settle-checks.ts'
import { defineStep } from './steps.ts'

/** Of a dataset the checks that it declares are taken where no others are told. */
type CheckStepOptions<C extends Columns> = {
  /** What the step is called: `check-<table>` where it is not told. */
  readonly name?: string
  readonly after?: readonly Step<unknown, never>[]
} & (
  | { readonly of: Dataset<C>; readonly checks?: readonly Check<NoInfer<keyof C & string>>[] }
  | { readonly of: CheckTable<C>; readonly checks: readonly Check<NoInfer<keyof C & string>>[] }
)

/**
 * Judges a dataset's latest version, all rows of a group, or any table that checks can look into, as one
 * table. The report is kept, and an artifact of the run. A broken check, unless it is but warned of, fails
 * the step, and so what reads its output: the run ends with exit code 6, and other steps go on.
 */
export function checkStep<const C extends Columns>(
  options: CheckStepOptions<C>,
): Step<CheckedTable, ProjectPorts> {
  const { of, after = [] } = options
  const checks: readonly Check[] = options.checks ?? declaredChecks(of)
  const { name = stepName(`check-${of.name}`) } = options
  return defineStep({
    name,
    summary: `Holds ${of.name} to ${checks.length === 1 ? 'a check' : `${checks.length} checks`}`,
    cache: 'never',
    after,
    run: async ({ context }) => settleChecks(context, await judge(context.deps, of, checks)),
  })
}

function declaredChecks(of: CheckTable): readonly Check[] {
  return isDataset(of) ? of.checks : []
}

function isDataset(table: CheckTable): table is Dataset {
  return 'kind' in table && table.kind === 'dataset'
}

/** `tides@reference` is no name of a step. */
function stepName(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replace(/-$/, '')
    .toLowerCase()
}

async function judge(
  deps: ProjectReader,
  of: CheckTable,
  checks: readonly Check[],
): Promise<JudgedTable> {
  if (of.dataset !== undefined) return judgeVersion(deps, of, of.dataset, checks)
  const report = await openCheckTable(deps)(of, (relation) =>
    checkRows(deps.engine, relation, {
      table: of.name,
      columns: of.columns,
      checks,
      ...checkScope(deps),
    }),
  )
  const commits = await deps.commits.list(of.name)
  const kind = commits.length > 0 ? ('group' as const) : ('table' as const)
  const newest = commits.at(-1)?.id
  return {
    report,
    subject: { kind, name: of.name, ...(newest === undefined ? {} : { state: newest }) },
    state: digestOfValue(commits.map(({ contentDigest }) => contentDigest)),
  }
}

async function judgeVersion(
  deps: ProjectReader,
  { columns }: CheckTable,
  reference: string,
  checks: readonly Check[],
): Promise<JudgedTable> {
  const version = await readDatasetVersion(deps, parseDatasetReference(reference))
  const files = await versionFilesOf(deps, version)
  const report = await judgeDataset(deps, { name: version.dataset, columns }, files, checks)
  const state = String(version.version)
  return { report, subject: { kind: 'dataset', name: version.dataset, state }, state }
}
