import type { CatalogReply, DatasetsReply, GraphReply, RunsReply } from '../../api/index.ts'
import { formatDayAndTime } from '../format.ts'

/** Somewhere that the search can lead to. */
export interface Target {
  readonly kind: string
  readonly name: string
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
}

export const pageTargets: readonly Target[] = [
  ['Overview', '/'],
  ['Data', '/data'],
  ['Features', '/features'],
  ['Pipelines', '/pipelines'],
  ['Runs', '/runs'],
  ['Compare two runs', '/runs/compare'],
  ['Graph of the project', '/graph'],
  ['Models', '/models'],
  ['Services', '/services'],
  ['Monitors', '/monitors'],
].map(([name = '', to = '']) => ({ kind: 'page', name, to }))

type Kind = GraphReply['nodes'][number]['kind']

const folderOfKind: Readonly<Record<Exclude<Kind, 'source'>, string>> = {
  group: '/features/groups/',
  view: '/features/views/',
  model: '/models/',
  service: '/services/',
  pipeline: '/pipelines/',
}

/** What the search knows; each is absent until it is there. */
export interface Searched {
  readonly graph?: GraphReply | undefined
  readonly runs?: RunsReply | undefined
  readonly datasets?: DatasetsReply | undefined
  readonly catalog?: CatalogReply | undefined
}

export function targetsOf({ graph, runs, datasets, catalog }: Searched): Target[] {
  const definitions = (graph?.nodes ?? []).map(({ kind, name }) => ({
    kind,
    name,
    ...(kind === 'source'
      ? { to: '/data', search: { source: name } }
      : { to: folderOfKind[kind] + encodeURIComponent(name) }),
  }))
  const kept = (datasets?.datasets ?? []).map(({ name }) => ({
    kind: 'dataset',
    name,
    to: `/data/datasets/${encodeURIComponent(name)}`,
  }))
  const newest = (runs?.runs ?? []).map((run) => ({
    kind: `${run.kind} run, ${run.status}`,
    name: `${run.name}, ${formatDayAndTime(run.startedAt)}`,
    to: `/runs/${run.id}`,
  }))
  const features = (catalog?.features ?? []).map(({ kind, name, in: place }) =>
    kind === 'feature'
      ? {
          kind: `feature of ${place}`,
          name,
          to: folderOfKind.view + encodeURIComponent(place),
          search: { feature: name },
        }
      : {
          kind: `column of ${place}`,
          name,
          to: folderOfKind.group + encodeURIComponent(place),
          search: { column: name },
        },
  )
  return [...definitions, ...kept, ...features, ...newest]
}

/** The page of a pasted id, known by its prefix. */
export function targetOfId(text: string): Target | undefined {
  const prefix = /^([a-z]+)_[0-9a-z]{10,}$/.exec(text)?.[1]
  if (prefix === undefined) return undefined
  if (prefix.startsWith('run')) return { kind: 'run', name: text, to: `/runs/${text}` }
  if (prefix === 'set') {
    return { kind: 'training set', name: text, to: `/features/training-sets/${text}` }
  }
  if (prefix.startsWith('al')) return { kind: 'alert', name: text, to: `/alerts/${text}` }
  if (prefix.startsWith('dec')) return { kind: 'decision', name: text, to: `/decisions/${text}` }
  if (prefix === 'chk') return { kind: 'report', name: text, to: `/data/checks/${text}` }
  if (prefix.startsWith('d'))
    return { kind: 'delivery', name: text, to: `/data/deliveries/${text}` }
  if (prefix.startsWith('p')) {
    return { kind: 'prediction', name: text, to: `/predictions/${text}/why` }
  }
  return undefined
}

/** Names that begin with the text, then those that hold it; of the runs only the newest few. */
export function findTargets(targets: readonly Target[], text: string): Target[] {
  const wanted = text.trim().toLowerCase()
  const rank = (target: Target) => {
    const place = `${target.name} ${target.kind}`.toLowerCase().indexOf(wanted)
    return place < 0 ? Infinity : place
  }
  const found = targets
    .filter((target) => rank(target) < Infinity)
    .toSorted((a, b) => Math.min(1, rank(a)) - Math.min(1, rank(b)))
  const isRun = (target: Target) => target.to.startsWith('/runs/')
  return [...found.filter((one) => !isRun(one)).slice(0, 9), ...found.filter(isRun).slice(0, 4)]
}
