import { maskSecrets } from '../../base/index.ts'
import type {
  DeliveriesReply,
  DeliveryDetailReply,
  DeliveryReply,
  SourceReply,
  SourcesReply,
} from '../../api/index.ts'
import {
  sourceErrors,
  sourcePlace,
  type Delivery,
  type DeliveryId,
  type Source,
} from '../../data/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { describedBy, toMoment } from './wire-values.ts'

export async function readSources(project: OpenedProject): Promise<SourcesReply> {
  const sources = sourcesOf(project)
  return { sources: await Promise.all(sources.map((source) => describeSource(project, source))) }
}

/** The sources that groups read from, each once. */
export function sourcesOf({ definition }: OpenedProject): Source[] {
  const sources = definition.groups.flatMap((group) => group.from ?? [])
  return [...new Map(sources.map((source) => [source.name, source])).values()]
}

async function describeSource(project: OpenedProject, source: Source): Promise<SourceReply> {
  const place = sourcePlace(source, project.settings)
  const [counts, [newest]] = await Promise.all([
    project.deliveries.count(source.name),
    project.deliveries.list({ source: source.name, limit: 1 }),
  ])
  return {
    name: source.name,
    ...describedBy(source.description),
    kind: sourceKind(source, place),
    address: maskSecrets(place),
    groups: project.definition.groups
      .filter((group) => group.from?.name === source.name)
      .map((group) => group.name),
    acceptedCount: counts.accepted,
    refusedCount: counts.refused,
    newestReadAt: toMoment(newest?.readAt),
  }
}

function sourceKind({ from }: Source, place: string): SourceReply['kind'] {
  if (typeof from === 'object' && from.kind !== 'setting') {
    return (
      {
        http: 'url',
        postgres: 'database',
        sqlite: 'database',
        rows: 'function',
        files: 'function',
      } as const
    )[from.kind]
  }
  return /^https?:\/\//.test(place) ? 'url' : 'folder'
}

export async function readDeliveries(
  project: OpenedProject,
  {
    source,
    status,
    limit,
  }: {
    readonly source?: string | undefined
    readonly status?: Delivery['status'] | undefined
    readonly limit: number
  },
): Promise<DeliveriesReply> {
  const names = sourcesOf(project).map(({ name }) => name)
  const [found, ...counts] = await Promise.all([
    project.deliveries.list({
      limit,
      ...(source === undefined ? {} : { source }),
      ...(status === undefined ? {} : { status }),
    }),
    ...(source === undefined ? names : [source]).map((name) => project.deliveries.count(name)),
  ])
  const deliveryCount = counts.reduce((sum, count) => {
    if (status !== undefined) return sum + count[status]
    return sum + count.accepted + count.refused
  }, 0)
  return { deliveries: found.map(toDeliveryReply), deliveryCount }
}

/** Throws `deliveryNotFound`. */
export async function readDeliveryDetail(
  project: OpenedProject,
  id: string,
): Promise<DeliveryDetailReply> {
  const delivery = await project.deliveries.find(id as DeliveryId)
  if (delivery === undefined) throw sourceErrors.deliveryNotFound({ delivery: id })
  const edges = await project.lineage.list([{ kind: 'delivery', id }], 'down')
  const commits = await Promise.all(
    edges.filter(({ to }) => to.kind === 'commit').map(({ to }) => project.commits.find(to.id)),
  )
  return {
    ...toDeliveryReply(delivery),
    commits: commits.flatMap((commit) => {
      if (commit === undefined) return []
      return [{ id: commit.id, group: commit.group, sequence: commit.sequence }]
    }),
  }
}

function toDeliveryReply(delivery: Delivery): DeliveryReply {
  const { id, source, name, digest, sizeBytes, status, readAt } = delivery
  const reason = reasonOf(delivery)
  const lines = delivery.reason?.lines
  const told = { id, source, name, digest, sizeBytes, status, reason }
  const unreadable = lines === undefined ? {} : { lines: [...lines] }
  return { ...told, ...unreadable, readAt: readAt.toISOString() }
}

/** The reason in a sentence, with line and text where the project's own words don't tell them. */
function reasonOf({ reason }: Delivery): string | null {
  if (reason === undefined) return null
  const { message, line, text = '' } = reason
  const tellsLine = line === undefined || new RegExp(`\\bline ${line}\\b`, 'i').test(message)
  const tellsText = text === '' || message.includes(text)
  return `${tellsLine ? '' : `Line ${line}: `}${message}${tellsText ? '' : ` (${JSON.stringify(text)})`}`
}
