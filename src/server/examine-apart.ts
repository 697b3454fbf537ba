import { examineVersion, judgeApart, type OpenedProject } from '../project/index.ts'
import type { Examination } from '../registry/index.ts'
import type { Trainable } from '../training/index.ts'

export interface ExamineApartOptions {
  readonly version: number
  readonly alias: string
  readonly by: string
  readonly signal?: AbortSignal
}

/** Asks a model's gates in a process of their own, and records what they have found. */
export function examineApart(
  project: OpenedProject,
  model: Trainable,
  { version, alias, by, signal }: ExamineApartOptions,
): Promise<Examination> {
  const judge = () =>
    judgeApart(project, model, { version, alias, ...(signal === undefined ? {} : { signal }) })
  return examineVersion(project, model, { version, alias, by, judge })
}
