import type { DrawingReply } from '../../../api/index.ts'

type Node = DrawingReply['nodes'][number]

const folders: Readonly<Record<Exclude<Node['kind'], 'source' | 'step'>, string>> = {
  group: '/features/groups/',
  view: '/features/views/',
  model: '/models/',
  service: '/services/',
  pipeline: '/pipelines/',
}

export interface NodeTarget {
  readonly to: string
  readonly search: Readonly<Record<string, string>>
}

/** The page of what a node of a drawing stands for. */
export function targetOfNode({ kind, name, id }: Pick<Node, 'kind' | 'name' | 'id'>): NodeTarget {
  if (kind === 'source') return { to: '/data', search: { source: name } }
  if (kind === 'step') {
    const pipeline = id.slice(0, -name.length - 1)
    return { to: `/pipelines/${encodeURIComponent(pipeline)}`, search: { step: name } }
  }
  return { to: folders[kind] + encodeURIComponent(name), search: {} }
}
