import { parseDuration } from '../base/index.ts'
import { groupRelation } from '../features/index.ts'
import { errorsByLead, listOutcomes, type Outcome } from '../monitoring/index.ts'
import { readTokens, type ForecastSite, type OpenedProject } from '../project/index.ts'
import { getVersion, type ModelVersion } from '../registry/index.ts'
import { batchPredictions, predictForecast, type Prediction } from '../serving/index.ts'
import type { ForecastPage, PageModel, Place, Report } from '../site/index.ts'
import { ident, sql } from '../table/index.ts'
import type { Model } from '../training/index.ts'
import { bestBaseline } from './best-baseline.ts'
import { scheduleWords } from './schedule-words.ts'

/** Gathers what a site's page shows: the newest forecast, what was observed, and how right we were. */
export async function collectForecastPage(
  project: OpenedProject,
  site: ForecastSite,
  links: ForecastPage['links'] = {},
): Promise<ForecastPage> {
  const { model: served } = site.service
  const model = project.definition.models.find(({ name }) => name === served.name)
  const { group, column } = served.view.label
  const since = new Date(project.now().getTime() - parseDuration(site.back))
  const forecast = await newestForecast(project, site)
  const outcomes = await listOutcomes(project, served)
  const reports = await reportsSince(project, site, since)
  const version = await versionOf(project, site)
  const keyName = group.key[0] ?? ''
  const places = Object.entries(site.places).map(([id, name]): Place => ({
    id,
    name,
    forecast: forecast
      .filter(({ key }) => String(key[keyName]) === id)
      .map(({ at, value }) => ({ at, value })),
    reports: reports.get(id) ?? [],
    earlier: outcomes
      .filter((one) => one.at >= since && String(one.key[keyName]) === id)
      .map(toEarlier),
  }))
  return {
    title: site.title,
    introduction: site.introduction,
    unit: group.columns[column]?.unit ?? '',
    valueLabel: site.valueLabel,
    madeAt: project.now(),
    timeZone: site.timeZone,
    ...(version === undefined || model === undefined ? {} : toPageModel(model, version)),
    places,
    howWeDid: errorsByLead(outcomes).map(({ leadDay, ...error }) => ({
      leadDays: leadDay,
      ...error,
    })),
    schedule: scheduleWords(project, site),
    links,
    ...(site.dayHours === undefined ? {} : { dayHours: site.dayHours }),
    tokensCss: await readTokens(),
  }
}

/**
 * What lies ahead by the version that serves. The pipeline or a service has stored it already, and it is
 * found again; nothing while no version serves.
 */
async function newestForecast(
  project: OpenedProject,
  { service }: ForecastSite,
): Promise<Prediction[]> {
  const { model, alias, forecast } = service
  const pointer = await project.models.findAlias(model.name, alias)
  if (pointer === undefined) return []
  const { version } = pointer
  const ahead = forecast?.ahead ?? '10d'
  const batch = await predictForecast(project, { model, version, ahead, service: service.name })
  if (batch === undefined) return []
  const predictions = await batchPredictions(project, model, batch)
  return predictions.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

function toEarlier({ at, predicted, observed, leadMs }: Outcome): Place['earlier'][number] {
  return { at, predicted, observed, leadHours: leadMs / 3_600_000 }
}

/** By place, what was observed since, as it is known last. */
async function reportsSince(
  project: OpenedProject,
  site: ForecastSite,
  since: Date,
): Promise<ReadonlyMap<string, Report[]>> {
  const { group, column } = site.service.model.view.label
  const { relation } = await groupRelation(project, group)
  const [place, time, value] = [ident(group.key[0] ?? ''), ident(group.time), ident(column)]
  const rows = await project.engine.rows(sql`
    select ${place} as place, ${time} as at, ${value} as value from ${relation}
    where ${time} >= ${since} and ${value} is not null
    qualify row_number() over (partition by ${place}, ${time} order by _known_at desc) = 1
    order by ${time}`)
  const reports = new Map<string, Report[]>()
  for (const row of rows) {
    const own = reports.get(String(row['place'])) ?? []
    own.push({ at: row['at'] as Date, value: Number(row['value']) })
    reports.set(String(row['place']), own)
  }
  return reports
}

async function versionOf(
  project: OpenedProject,
  { service }: ForecastSite,
): Promise<ModelVersion | undefined> {
  const { name } = service.model
  const pointer = await project.models.findAlias(name, service.alias)
  return pointer === undefined ? undefined : getVersion(project.models, name, pointer.version)
}

function toPageModel(
  model: Model,
  version: ModelVersion,
): { readonly model: PageModel } | undefined {
  const metric = model.measure.find(({ name }) => name === 'mae')
  const value = version.evaluation.metrics['mae']
  const rival = bestBaseline(version.baselines, metric)
  if (value === undefined || rival === undefined) return undefined
  return {
    model: {
      name: version.model,
      version: version.version,
      trainedAt: version.createdAt,
      metrics: { mae: { value, baseline: rival.value } },
      baseline: `always the ${rival.name} of what was seen before`,
    },
  }
}
