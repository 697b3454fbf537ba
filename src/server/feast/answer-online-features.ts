import { groupView, type OnlineAnswer, type OnlineReader, type View } from '../../features/index.ts'
import { suggestName } from '../../base/index.ts'
import { viewsOf, type OpenedProject } from '../../project/index.ts'
import { serverErrors } from '../errors.ts'
import { readEntities, type EntityRows } from './read-entities.ts'
import type {
  FeastColumn,
  FeastStatus,
  OnlineFeaturesBody,
  OnlineFeaturesReply,
} from './feast-schemas.ts'

/** Finds what consumers of Feast call a feature view: a view of ours, or a group. */
export type FindFeatureView = (name: string) => View

export function featureViewFinder({
  definition,
}: Pick<OpenedProject, 'definition'>): FindFeatureView {
  const views = new Map(viewsOf(definition).map((view) => [view.name, view]))
  const groups = new Map(definition.groups.map((group) => [group.name, group]))
  const made = new Map<string, View>()
  return (name) => {
    const view = views.get(name) ?? made.get(name)
    if (view !== undefined) return view
    const group = groups.get(name)
    if (group === undefined) {
      const suggestion = suggestName(name, [...views.keys(), ...groups.keys()])
      throw serverErrors.featureViewNotFound({ name, suggestion })
    }
    const own = groupView(group)
    made.set(name, own)
    return own
  }
}

interface Wanted {
  readonly view: View
  readonly feature: string
}

/** Answers as Feast does: column by column, the entities' own columns first. */
export async function answerOnlineFeatures(
  deps: { readonly find: FindFeatureView; readonly reader: OnlineReader; readonly now: () => Date },
  body: OnlineFeaturesBody,
): Promise<OnlineFeaturesReply> {
  const wanted = wantedOf(deps.find, body)
  const views = [...new Set(wanted.map(({ view }) => view))]
  const entities = readEntities(views, body.entities)
  const at = deps.now()
  const answers = new Map(
    await Promise.all(
      views.map(async (view) => {
        const moments = entities.rows.map((key) => ({ key, at, request: key }))
        return [view, await deps.reader.read(view, moments)] as const
      }),
    ),
  )
  const columns = wanted.map((one) => featureColumn(one, answers.get(one.view)))
  const names = wanted.map(({ view, feature }) =>
    body.full_feature_names ? `${view.name}__${feature}` : feature,
  )
  return {
    metadata: { feature_names: [...entities.names, ...names] },
    results: [...entities.names.map((name) => entityColumn(entities, name)), ...columns],
  }
}

function wantedOf(find: FindFeatureView, body: OnlineFeaturesBody): Wanted[] {
  const { features, feature_service: service } = body
  if (features === undefined) {
    const view = find(service ?? '')
    return Object.keys(view.features).map((feature) => ({ view, feature }))
  }
  return features.map((name) => {
    const [of = '', ...rest] = name.split(':')
    const feature = rest.join(':')
    const view = find(of)
    if (Object.hasOwn(view.features, feature)) return { view, feature }
    const suggestion = suggestName(feature, Object.keys(view.features))
    throw serverErrors.featureNotFound({ view: of, feature, suggestion })
  })
}

/** What Feast tells of a value that has no time. */
const noTime = new Date(0).toISOString()

function entityColumn({ rows }: EntityRows, name: string): FeastColumn {
  return {
    values: rows.map((row) => row[name]),
    statuses: rows.map(() => 'PRESENT'),
    event_timestamps: rows.map(() => noTime),
  }
}

function featureColumn({ feature }: Wanted, answer: OnlineAnswer | undefined): FeastColumn {
  const rows = answer?.rows ?? []
  const values = rows.map((row) => known(row?.features[feature]))
  return {
    values,
    statuses: rows.map((row, at): FeastStatus => {
      if (row === undefined) return 'NOT_FOUND'
      return values[at] === null ? 'NULL_VALUE' : 'PRESENT'
    }),
    event_timestamps: rows.map((row) => {
      const times = Object.values(row?.newest ?? {}).map(Number)
      return times.length === 0 ? noTime : new Date(Math.max(...times)).toISOString()
    }),
  }
}

function known(value: unknown): unknown {
  return value === undefined || Number.isNaN(value) ? null : value
}
