import { suggestName } from '../base/index.ts'
import type { Dataset } from '../data/index.ts'
import { featuresErrors, type Group, type View } from '../features/index.ts'
import { monitoringErrors, type Monitor } from '../monitoring/index.ts'
import type { Pipeline } from '../pipelines/index.ts'
import { registryErrors } from '../registry/index.ts'
import { outcomesGroup, predictionsGroup, servingErrors, type Service } from '../serving/index.ts'
import type { Forecast, Model, Trainable } from '../training/index.ts'
import { projectErrors } from './errors.ts'
import type { ProjectPorts } from './project-ports.ts'
import { trainablesOf, viewsOf, type Project } from './project-definition.ts'
import type { Site } from './site-definition.ts'

/** The groups of a project: those that it defines, and those that predictions and what came true of forecasts go to. */
export function allGroups(project: Project): Group[] {
  const predictions = trainablesOf(project).map((one) => predictionsGroup(one))
  const truths = project.forecasts.map(({ view }) => view.label.group)
  return [...project.groups, ...predictions, ...truths]
}

/** How a project declares a dataset, if it does. */
export function findDataset({ datasets }: Project, name: string): Dataset | undefined {
  return datasets.find((one) => one.name === name)
}

export function getGroup(project: Project, name: string): Group {
  // Outcomes come to those models alone that are told of them.
  const outcomes = trainablesOf(project).map((model) => outcomesGroup(model))
  return getNamed([...allGroups(project), ...outcomes], name, (suggestion) =>
    featuresErrors.groupNotFound({ group: name, suggestion }),
  )
}

export function getView(project: Project, name: string): View {
  return getNamed(viewsOf(project), name, (suggestion) =>
    featuresErrors.viewNotFound({ view: name, suggestion }),
  )
}

/** Throws `modelNotFound`, or `isForecast` for the name of one. */
export function getModel(project: Project, name: string): Model {
  if (project.forecasts.some((one) => one.name === name)) throw projectErrors.isForecast({ name })
  return getNamed(project.models, name, (suggestion) =>
    registryErrors.modelNotFound({ model: name, suggestion }),
  )
}

/** What stands in the registry under a name: a model, or a forecast. Throws `modelNotFound`. */
export function getTrainable(project: Project, name: string): Trainable {
  return getNamed(trainablesOf(project), name, (suggestion) =>
    registryErrors.modelNotFound({ model: name, suggestion }),
  )
}

export function getForecast(project: Project, name: string): Forecast {
  return getNamed(project.forecasts, name, (suggestion) =>
    projectErrors.forecastNotFound({ forecast: name, suggestion }),
  )
}

export function getPipeline(project: Project, name: string): Pipeline<ProjectPorts> {
  return getNamed(project.pipelines, name, (suggestion) =>
    projectErrors.pipelineNotFound({ pipeline: name, suggestion }),
  )
}

export function getService(project: Project, name: string): Service {
  return getNamed(project.services, name, (suggestion) =>
    servingErrors.serviceNotFound({ service: name, suggestion }),
  )
}

export function getMonitor(project: Project, name: string): Monitor {
  return getNamed(project.monitors, name, (suggestion) =>
    monitoringErrors.monitorNotFound({ monitor: name, suggestion }),
  )
}

export function getSite(project: Project, name: string): Site {
  return getNamed(project.sites, name, (suggestion) =>
    projectErrors.siteNotFound({ site: name, suggestion }),
  )
}

function getNamed<Named extends { readonly name: string }>(
  all: readonly Named[],
  name: string,
  notFound: (suggestion: string) => Error,
): Named {
  const found = all.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = all.map((one) => one.name)
  throw notFound(suggestName(name, names))
}
