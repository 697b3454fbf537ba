import { parseDuration } from '../base/index.ts'
import { groupRelation } from '../features/index.ts'
import { listOutcomes } from '../monitoring/index.ts'
import { readTokens, type DecisionSite, type OpenedProject } from '../project/index.ts'
import { getVersion } from '../registry/index.ts'
import { predictionsGroup } from '../serving/index.ts'
import type { Decision, DecisionPage, Detail } from '../site/index.ts'
import { ident, joinSql, sql, type EngineRow } from '../table/index.ts'
import { bestBaseline } from './best-baseline.ts'
import { decisionForm, type Said } from './decision-form.ts'
import { scheduleWords } from './schedule-words.ts'

/** Gathers what a page of decisions shows: what was said of each thing, what came, and what may be asked. */
export async function collectDecisionPage(
  project: OpenedProject,
  site: DecisionSite,
  links: DecisionPage['links'] = {},
): Promise<DecisionPage> {
  const said = await saidSince(project, site)
  const about = await aboutRows(project, site)
  const outcomes = await listOutcomes(project, site.service.model)
  const came = new Map(outcomes.map(({ key, observed }) => [keyText(key), observed >= 0.5]))
  const decisions = said.map((one) =>
    toDecision(site, one, about.get(keyText(one.key)), came.get(keyText(one.key))),
  )
  const [newest] = said
  return {
    title: site.title,
    introduction: site.introduction,
    madeAt: project.now(),
    timeZone: site.timeZone,
    words: { subject: site.subject, ...site.answers },
    ...(await modelOf(project, site)),
    decisions,
    ...(newest === undefined ? {} : { form: decisionForm(site, newest) }),
    schedule: scheduleWords(project, site),
    links,
    tokensCss: await readTokens(),
  }
}

/** Newest first; of several for one thing and moment the first that was made, hindcasts last. */
async function saidSince(project: OpenedProject, site: DecisionSite): Promise<readonly Said[]> {
  const { model } = site.service
  const { key } = model.view.label.group
  const { relation } = await groupRelation(project, predictionsGroup(model))
  const since = new Date(project.now().getTime() - parseDuration(site.back))
  const names = joinSql(key.map(ident), ', ')
  const rows = await project.engine.rows(sql`
    select ${names}, "at", predicted, origin, features from ${relation}
    where origin <> 'online' and "at" >= ${since}
    qualify row_number() over (
      partition by ${names}, "at" order by origin, "madeAt", version desc) = 1
    order by "at" desc, ${names}`)
  return rows.map((row) => ({
    key: Object.fromEntries(key.map((name) => [name, row[name]])),
    at: row['at'] as Date,
    probability: Number(row['predicted']),
    origin: String(row['origin']),
    features: JSON.parse(String(row['features'])) as Said['features'],
  }))
}

/** The newest row of each thing, by its key. */
async function aboutRows(
  project: OpenedProject,
  { about, nameColumn, show }: DecisionSite,
): Promise<ReadonlyMap<string, EngineRow>> {
  const { relation } = await groupRelation(project, about)
  const key = joinSql(about.key.map(ident), ', ')
  const columns = joinSql([...new Set([...about.key, nameColumn, ...show])].map(ident), ', ')
  const rows = await project.engine.rows(sql`
    select ${columns} from ${relation}
    qualify row_number() over (
      partition by ${key} order by ${ident(about.time)} desc, _known_at desc) = 1`)
  const keyOf = (row: EngineRow) => Object.fromEntries(about.key.map((name) => [name, row[name]]))
  return new Map(rows.map((row) => [keyText(keyOf(row)), row]))
}

function keyText(key: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(key).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function toDecision(
  site: DecisionSite,
  { key, at, probability, origin }: Said,
  about: EngineRow | undefined,
  observed: boolean | undefined,
): Decision {
  const name = writeValue(about?.[site.nameColumn]) ?? Object.values(key).map(String).join(' ')
  const day = at.toISOString().slice(0, 10)
  const keyPart = Object.values(key)
    .map((value) => String(value).replaceAll(/[^\w]+/g, '-'))
    .join('-')
  return {
    name,
    at,
    probability,
    observed,
    isHindcast: origin === 'hindcast',
    details: site.show.map((column) => toDetail(site, column, about?.[column])),
    picture: site.picture({ isYes: probability >= 0.5, name, day, probability }),
    pictureFile: `predictions/${day}-${keyPart}.svg`,
  }
}

function toDetail(
  { about, labels, choices }: DecisionSite,
  column: string,
  value: unknown,
): Detail {
  const label = labels[column] ?? column
  const text = writeValue(value)
  if (text === undefined) return { label, value: 'not known' }
  const choice = choices[column]?.[text]
  if (choice !== undefined) return { label, value: choice }
  const { unit } = about.columns[column] ?? {}
  return { label, value: unit === undefined ? text : `${text} ${unit}` }
}

function writeValue(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

async function modelOf(
  project: OpenedProject,
  { service }: DecisionSite,
): Promise<Pick<DecisionPage, 'model'>> {
  const { name } = service.model
  const pointer = await project.models.findAlias(name, service.alias)
  if (pointer === undefined) return {}
  const { version, createdAt, evaluation, baselines } = await getVersion(
    project.models,
    name,
    pointer.version,
  )
  const value = evaluation.metrics['accuracy']
  const rival = bestBaseline(baselines, { name: 'accuracy', better: 'higher' })
  if (value === undefined || rival === undefined) return {}
  return {
    model: {
      name,
      version,
      trainedAt: createdAt,
      heldOutCount: evaluation.rowCount,
      accuracy: { value, baseline: rival.value },
    },
  }
}
