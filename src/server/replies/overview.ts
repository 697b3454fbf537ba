import type { OverviewReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import type { OpenServices } from '../open-services.ts'
import { summarizeAccuracy } from './accuracy.ts'
import { summarizeGroup } from './groups.ts'
import { readRuns } from './runs.ts'
import { readServices } from './services.ts'
import { describedBy } from './wire-values.ts'

const shownRuns = 10

/** What is fresh, what ran, what serves, and how right we were. */
export async function readOverview(
  project: OpenedProject,
  services: OpenServices,
): Promise<OverviewReply> {
  const { name, description, groups, models } = project.definition
  const [summaries, { runs }, served, accuracy] = await Promise.all([
    Promise.all(groups.map((group) => summarizeGroup(project, group))),
    readRuns(project, { limit: shownRuns }),
    readServices(project, services),
    Promise.all(models.map((model) => summarizeAccuracy(project, model))),
  ])
  return {
    project: { name, ...describedBy(description) },
    groups: summaries,
    runs,
    services: served.services,
    accuracy,
  }
}
