import { accessErrors } from './errors.ts'

/**
 * What a key allows: to look at everything, to change everything (which includes to look), to ask all
 * services for predictions, or one of them.
 */
export type Scope = 'read' | 'write' | 'predict' | `predict:${string}`

/** What a request asks for: `predict` of a service, or of whichever the key is for. */
export type Wanted = 'read' | 'write' | { readonly predict: string | undefined }

/** Throws `scopeUnknown`. */
export function parseScope(text: string, services: readonly string[]): Scope {
  if (text === 'read' || text === 'write' || text === 'predict') return text
  const service = /^predict:(.+)$/.exec(text)?.[1]
  if (service !== undefined && services.includes(service)) return `predict:${service}`
  throw accessErrors.scopeUnknown({ scope: text, services })
}

export function allows(scopes: readonly Scope[], wanted: Wanted): boolean {
  if (wanted === 'write') return scopes.includes('write')
  if (wanted === 'read') return scopes.includes('read') || scopes.includes('write')
  const { predict: service } = wanted
  if (scopes.includes('predict')) return true
  return service === undefined
    ? scopes.some((scope) => scope.startsWith('predict:'))
    : scopes.includes(`predict:${service}`)
}

export function describeWanted(wanted: Wanted): string {
  if (typeof wanted === 'string') return wanted
  return wanted.predict === undefined ? 'predict' : `predict:${wanted.predict}`
}
