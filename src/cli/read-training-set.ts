import { getTrainingSet, type TrainingSet } from '../features/index.ts'
import { getView, type OpenedProject } from '../project/index.ts'
import { cliErrors } from './errors.ts'

interface SetReference {
  readonly view: string
  readonly version?: number
}

/** Reads `surf@3`, or `surf` for the newest version. Throws `notASetVersion`. */
export function parseSetReference(text: string): SetReference {
  const at = text.lastIndexOf('@')
  if (at < 0) return { view: text }
  const version = Number(text.slice(at + 1))
  if (!Number.isInteger(version) || version < 1) throw cliErrors.notASetVersion({ text })
  return { view: text.slice(0, at), version }
}

/** Throws `viewNotFound` where neither a set nor a view has the name. */
export async function readTrainingSet(
  project: Pick<OpenedProject, 'definition' | 'trainingSets'>,
  { view, version }: SetReference,
): Promise<TrainingSet> {
  const hasSets = (await project.trainingSets.list(view)).length > 0
  if (!hasSets) getView(project.definition, view)
  return getTrainingSet(project, view, version)
}
