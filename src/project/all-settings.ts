import type { Setting } from '../base/index.ts'
import { parameterSettings } from '../training/index.ts'
import type { Project } from './project-definition.ts'

/** What may be set in a project: its own settings, and each parameter of a model's learner: `surf-height.trees`. */
export function allSettings({
  settings,
  models,
}: Pick<Project, 'settings' | 'models'>): Readonly<Record<string, Setting>> {
  const ofModels = models.flatMap(parameterSettings)
  return { ...Object.fromEntries(ofModels.map((one) => [one.name, one] as const)), ...settings }
}
