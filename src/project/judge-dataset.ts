import {
  checkFiles,
  type Check,
  type CheckOptions,
  type CheckReport,
  type Dataset,
  type DatasetFile,
} from '../data/index.ts'
import { openCheckTable } from '../features/index.ts'
import type { ProjectPorts } from './project-ports.ts'

/** The state of a project, and the run that reads from it, if one does. */
export type ProjectReader = ProjectPorts

/** What checks need of a project beside the rows. */
export function checkScope(
  project: ProjectReader,
): Pick<CheckOptions, 'settings' | 'now' | 'openTable'> & { readonly now: Date } {
  return { settings: project.settings, now: project.now(), openTable: openCheckTable(project) }
}

/** Judges files as the tables of a dataset. */
export async function judgeDataset(
  project: ProjectReader,
  { name: table, columns }: Pick<Dataset, 'name' | 'columns'>,
  files: readonly DatasetFile[],
  checks: readonly Check[],
): Promise<CheckReport> {
  return checkFiles(project.engine, files, { table, columns, checks, ...checkScope(project) })
}
