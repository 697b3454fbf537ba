import type { ResolvedSettings } from '../base/index.ts'
import type { Settings } from '../pipelines/index.ts'
import type { ProjectPorts } from './project-ports.ts'

/** The project as a step finds it, with the settings of its run. */
export function settingsIn(project: ProjectPorts): (settings: Settings) => ProjectPorts {
  // Each was parsed by the type that it is declared with before the run began.
  return (settings) => ({ ...project, settings: settings as ResolvedSettings })
}
