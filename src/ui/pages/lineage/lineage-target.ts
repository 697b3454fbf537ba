import type { LineageNodeReply } from '../../../api/index.ts'

/** Where a thing can be looked at. */
export interface LineageTarget {
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
}

/** The page of a node of a lineage; undefined for what has none, such as a count of many files. */
export function lineageTarget(node: LineageNodeReply): LineageTarget | undefined {
  switch (node.kind) {
    case 'source':
      return { to: '/data', search: { source: node.label } }
    case 'dataset':
      return { to: `/data/datasets/${node.label.replace('@', '/')}` }
    case 'delivery':
      return pageOfId('/data/deliveries/', node.id)
    case 'commit':
      return pageOf('/features/groups/', node.details['group'])
    case 'training-set':
      return pageOfId('/features/training-sets/', node.id)
    case 'run':
      return pageOfId('/runs/', node.id)
    case 'model-version':
      return { to: `/models/${node.id.replace('/', '/versions/')}` }
    case 'service':
      return { to: `/services/${encodeURIComponent(node.label)}` }
    case 'prediction':
    case 'feature-row':
    case 'code':
      return undefined
  }
}

function pageOfId(folder: string, id: string): LineageTarget | undefined {
  return /^[a-z]+_[0-9a-z]+$/.test(id) ? { to: folder + id } : undefined
}

function pageOf(folder: string, name: unknown): LineageTarget | undefined {
  return typeof name === 'string' ? { to: folder + encodeURIComponent(name) } : undefined
}
