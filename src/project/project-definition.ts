import { settingValue, type Secret, type Setting } from '../base/index.ts'
import type { Dataset } from '../data/index.ts'
import { groupsRead, type Group, type View } from '../features/index.ts'
import type { Monitor, Objective, Retraining } from '../monitoring/index.ts'
import type { Pipeline } from '../pipelines/index.ts'
import { partsOf, type Service } from '../serving/index.ts'
import type { Forecast, Model, Trainable } from '../training/index.ts'
import { assertMonitors } from './assert-monitors.ts'
import { assertTriggers } from './assert-triggers.ts'
import { projectErrors } from './errors.ts'
import type { ProjectPorts } from './project-ports.ts'
import type { Site } from './site-definition.ts'

/** All definitions of a project, as its swell.config.ts lists them. */
export interface Project {
  readonly kind: 'project'
  readonly name: string
  readonly description?: string
  readonly settings: Readonly<Record<string, Setting>>
  readonly datasets: readonly Dataset[]
  readonly groups: readonly Group[]
  readonly views: readonly View[]
  readonly models: readonly Model[]
  /** Series that are foretold several steps ahead. Their versions stand beside those of models. */
  readonly forecasts: readonly Forecast[]
  readonly pipelines: readonly Pipeline<ProjectPorts>[]
  readonly services: readonly Service[]
  readonly sites: readonly Site[]
  /** What is looked at while it is in use, and who is told. */
  readonly monitors: readonly Monitor[]
  /** What services promise. */
  readonly objectives: readonly Objective[]
  /** When models are trained anew, and who says that a new version is used. */
  readonly retraining: readonly Retraining[]
  /**
   * The Redis server that holds the rows of online features: `redis://…`, or the secret that says so. In
   * memory or a file of the project's state where it is absent or empty.
   */
  readonly online: string | Secret | Setting<string> | undefined
  /** What `swell start` runs before it serves. */
  readonly start: Pipeline<ProjectPorts> | undefined
}

/**
 * Declares a project. Throws `nameTaken`, `notAName`, `groupNotListed`, `modelNotListed`, `retrainedNotListed`, `triggerUnknown`,
 * `pipelinesInCircle`, `wrongMonitor`, `wrongObjective` or `wrongChannel`.
 */
export function defineProject(
  definition: Pick<Project, 'name'> & Partial<Omit<Project, 'kind' | 'name'>>,
): Project {
  const project: Project = Object.freeze({
    kind: 'project',
    settings: {},
    datasets: [],
    groups: [],
    views: [],
    models: [],
    forecasts: [],
    services: [],
    sites: [],
    retraining: [],
    monitors: [],
    objectives: [],
    online: undefined,
    start: undefined,
    ...definition,
    pipelines: [...new Set([...(definition.pipelines ?? []), ...startOf(definition)])],
  })
  assertName('project', project.name)
  const named = { project: project.name }
  assertDifferent({ ...named, kind: 'dataset' }, project.datasets)
  assertNames({ ...named, kind: 'group' }, project.groups)
  assertNames({ ...named, kind: 'view' }, project.views)
  // Models bring views that are not listed; of two with one name the training sets would mix.
  assertNames({ ...named, kind: 'view' }, viewsOf(project))
  assertNames({ ...named, kind: 'model' }, project.models)
  assertNames({ ...named, kind: 'forecast' }, project.forecasts)
  assertDifferent({ ...named, kind: 'model or forecast' }, [
    ...project.models,
    ...project.forecasts,
  ])
  assertNames({ ...named, kind: 'pipeline' }, project.pipelines)
  assertNames({ ...named, kind: 'service' }, project.services)
  assertNames({ ...named, kind: 'site' }, project.sites)
  assertNames({ ...named, kind: 'retraining policy' }, project.retraining)
  for (const policy of project.retraining) assertModelListed(project, policy)
  for (const setting of Object.values(project.settings)) settingValue(setting, {})
  for (const view of viewsOf(project)) assertGroupsListed(project, view)
  for (const service of project.services) {
    const served = [service.model, ...partsOf(service).map((part) => part.model)]
    const known = trainablesOf(project)
    const stranger = served.find(({ name }) => !known.some((one) => one.name === name))
    if (stranger !== undefined) {
      const { name: model } = stranger
      throw projectErrors.modelNotListed({ ...named, service: service.name, model })
    }
  }
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)
  assertNames({ ...named, kind: 'monitor' }, [...project.monitors, ...project.objectives])
  assertMonitors(project, {
    model: names(trainablesOf(project)),
    group: names(project.groups),
    dataset: project.datasets.map(({ dataset }) => dataset),
    service: names(project.services),
  })
  assertTriggers(project.pipelines, {
    pipeline: names(project.pipelines),
    group: names(project.groups),
    model: names(trainablesOf(project)),
  })
  return project
}

function assertModelListed(project: Project, { name: policy, model }: Retraining): void {
  if (trainablesOf(project).some(({ name }) => name === model.name)) return
  const at = { project: project.name, policy, model: model.name }
  throw projectErrors.retrainedNotListed(at)
}

/** What a project starts with is one of its pipelines, whether it is listed or not. */
function startOf({ start }: { readonly start?: Project['start'] }): Pipeline<ProjectPorts>[] {
  return start === undefined ? [] : [start]
}

/** What is trained and registered: the models, then the forecasts. */
export function trainablesOf({
  models,
  forecasts,
}: Pick<Project, 'models' | 'forecasts'>): Trainable[] {
  return [...models, ...forecasts]
}

/** The views that are listed, and those that are only read by models. */
export function viewsOf(project: Project): View[] {
  return [...new Set([...project.views, ...project.models.map((model) => model.view)])]
}

function assertNames(
  at: { readonly project: string; readonly kind: string },
  definitions: readonly { readonly name: string }[],
): void {
  for (const { name } of definitions) assertName(at.kind, name)
  assertDifferent(at, definitions)
}

function assertDifferent(
  at: { readonly project: string; readonly kind: string },
  definitions: readonly { readonly name: string }[],
): void {
  const names = new Set<string>()
  for (const { name } of definitions) {
    if (names.has(name)) throw projectErrors.nameTaken({ ...at, name })
    names.add(name)
  }
}

function assertName(kind: string, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw projectErrors.notAName({ kind, name })
}

function assertGroupsListed(project: Project, view: View): void {
  const listed = new Set(project.groups.map((group) => group.name))
  const missing = [view.label.group, ...groupsRead(view)].find(({ name }) => !listed.has(name))
  if (missing === undefined) return
  const reader = `View ${view.name}`
  throw projectErrors.groupNotListed({ project: project.name, reader, group: missing.name })
}
