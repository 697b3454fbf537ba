import {
  dataErrors,
  insertCheckReport,
  isBroken,
  renderCheckJson,
  renderCheckMarkdown,
  type CheckReport,
  type CheckSubject,
  type Verdict,
} from '../data/index.ts'
import type { StepContext } from '../pipelines/index.ts'
import { recordArtifact } from '../tracking/index.ts'
import type { ProjectPorts } from './project-ports.ts'

/** What a step has judged, and how. Equal as long as data and verdict are. */
export interface CheckedTable {
  readonly table: string
  /** The version of a dataset, or what stands for a group's commits. */
  readonly state: string
  readonly verdict: Verdict
  readonly rowCount: number
}

/** What checks have found in a step, and of what. */
export interface JudgedTable {
  readonly report: CheckReport
  readonly subject: CheckSubject
  /** As `CheckedTable` tells it. */
  readonly state: string
}

/**
 * Keeps the report, also as artifacts of the run, and tells of it. Throws `data.tableRefused` where a check
 * is broken that is more than warned of.
 */
export async function settleChecks(
  { deps, runId, log }: StepContext<ProjectPorts>,
  { report, subject, state }: JudgedTable,
): Promise<CheckedTable> {
  const { table, verdict, rowCount, results } = report
  await insertCheckReport(deps.database, report, { subject, judgedAt: deps.now(), runId })
  for (const [name, mediaType, render] of renderings) {
    const bytes = Buffer.from(render(report))
    await recordArtifact(deps, runId, { name, mediaType, bytes })
  }
  const broken = results.filter(({ holds }) => !holds)
  for (const { severity, expected, found } of broken) log.warn(`${severity}: ${expected}: ${found}`)
  log.info(`${results.length - broken.length} of ${results.length} checks held, ${rowCount} rows`)
  if (isBroken(report)) {
    const refused = broken.filter(({ severity }) => severity !== 'warn')
    const [first] = refused
    throw dataErrors.tableRefused({
      table,
      brokenCount: refused.length,
      first: `${first?.expected ?? ''}: ${first?.found ?? ''}`,
    })
  }
  return { table, state, verdict, rowCount }
}

const renderings = [
  ['checks.json', 'application/json', renderCheckJson],
  ['checks.md', 'text/markdown', renderCheckMarkdown],
] as const
