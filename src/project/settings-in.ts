import type { ResolvedSettings } from '../base/index.ts'
import type { CommitStore } from '../features/index.ts'
import type { Settings, StepOrigin } from '../pipelines/index.ts'
import type { ProjectPorts } from './project-ports.ts'

/**
 * The project as a step finds it: with the settings of its run, and all that it does linked to that. Where it
 * repeats a run, with groups and datasets as that one found them.
 */
export function settingsIn(
  project: ProjectPorts,
): (settings: Settings, origin: StepOrigin) => ProjectPorts {
  return (settings, { runId, log, repeats }) => ({
    ...project,
    // Each was parsed by the type that it is declared with before the run began.
    settings: settings as ResolvedSettings,
    runId,
    log,
    ...(repeats === undefined
      ? {}
      : { repeats, commits: commitsBy(project.commits, repeats.startedAt) }),
  })
}

/** The commits that were there at a moment. */
function commitsBy(commits: CommitStore, moment: Date): CommitStore {
  return {
    ...commits,
    list: (group, { until = moment } = {}) =>
      commits.list(group, { until: until < moment ? until : moment }),
  }
}
