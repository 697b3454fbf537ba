import { isSwellError } from '../base/index.ts'
import {
  dataErrors,
  insertCheckReport,
  isBroken,
  renderCheckText,
  storedFiles,
} from '../data/index.ts'
import type { AddDatasetInput, CheckReport } from '../data/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { CommandContext } from './command-context.ts'

/** The door of a dataset: what its declaration asks of new content. */
export interface DatasetDoor {
  readonly judge: NonNullable<AddDatasetInput['judge']>
  /** What was found, where something was asked. */
  readonly report: () => CheckReport | undefined
}

/**
 * Holds new content to the checks that the project declares for the dataset. The definitions are read
 * only when there is new content. The report of what is refused is kept; `judge` throws
 * `data.versionRefused` for it.
 */
export function datasetDoor(context: CommandContext): DatasetDoor {
  let report: CheckReport | undefined
  return {
    judge: async (name, files) => {
      const { findDataset, judgeDataset } = await import('../project/index.ts')
      const project = await openDefined(context)
      if (project === undefined) return
      const dataset = findDataset(project.definition, name)
      if (dataset === undefined) return
      report = await judgeDataset(project, dataset, storedFiles(project, files), dataset.checks)
      if (!isBroken(report)) return
      await keepReport(context, report)
      throw dataErrors.versionRefused({ report: renderCheckText(report).trimEnd() })
    },
    report: () => report,
  }
}

/**
 * A configuration that exports nothing only marks where data stands: it declares nothing. One that exports
 * something else than a project may mean to declare checks, which are not passed over.
 */
async function openDefined(context: CommandContext): Promise<OpenedProject | undefined> {
  try {
    return await context.open()
  } catch (error) {
    const isEmpty =
      isSwellError(error, 'project.configHasNoProject') && error.details['found'] === 'nothing'
    if (isEmpty) return undefined
    throw error
  }
}

/** Keeps what checks have found in a version of a dataset, or in what was not to become one. */
export async function keepReport(
  context: CommandContext,
  report: CheckReport,
  version?: number,
): Promise<void> {
  const { database, now } = await context.open()
  const subject = { kind: 'dataset' as const, name: report.table }
  await insertCheckReport(database, report, {
    subject: version === undefined ? subject : { ...subject, state: String(version) },
    judgedAt: now(),
  })
}
