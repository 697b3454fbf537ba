import { getTrainable, type OpenedProject } from '../project/index.ts'
import { sqlModelNotes } from '../registry/index.ts'

/** Throws `modelNotFound` for a model that the project does not define and nobody has registered. */
export async function checkModelName(project: OpenedProject, name: string): Promise<void> {
  const registered = await sqlModelNotes(project).findModel(name)
  if (registered === undefined) getTrainable(project.definition, name)
}
