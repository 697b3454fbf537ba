import { trackingErrors, type Lifecycle } from '../../tracking/index.ts'
import { mlflowErrors } from './errors.ts'
import { findChoice, findText, findWhole, type Fields } from './fields.ts'

/** The stretch of a list that is asked for. Throws `mlflowPageTokenWrong` or `loggedValueWrong`. */
export function readPage(
  fields: Fields,
  { most, otherwise }: { readonly most: number; readonly otherwise: number },
): { readonly limit: number; readonly offset: number } {
  const limit = findWhole(fields, 'max_results') ?? otherwise
  if (limit > 0 && limit <= most) return { limit, offset: readOffset(fields) }
  throw trackingErrors.loggedValueWrong({
    parameter: 'max_results',
    value: String(limit),
    problem: `It must be a positive integer of at most ${most}.`,
  })
}

export function readOffset(fields: Fields): number {
  const token = findText(fields, 'page_token') ?? ''
  if (token === '') return 0
  try {
    const { offset } = JSON.parse(Buffer.from(token, 'base64').toString()) as { offset?: unknown }
    if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0) return offset
  } catch {
    // Told below, as any other wrong token.
  }
  throw mlflowErrors.mlflowPageTokenWrong({ token })
}

/** MLflow's own form of a token. */
export function pageToken(nextOffset: number | undefined): string | undefined {
  if (nextOffset === undefined) return undefined
  return Buffer.from(JSON.stringify({ offset: nextOffset })).toString('base64')
}

const views = ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'] as const

export function readLifecycles(fields: Fields, name: string): readonly Lifecycle[] {
  const view = findChoice(fields, name, views) ?? 'ACTIVE_ONLY'
  if (view === 'ALL') return ['active', 'deleted']
  return view === 'ACTIVE_ONLY' ? ['active'] : ['deleted']
}
