import { digestOfToken } from '../../base/index.ts'
import { findApiKey, isInForce, type ApiKey, type ApiKeyDeps } from './api-keys.ts'
import { accessErrors } from './errors.ts'
import { allows, describeWanted, type Wanted } from './scope.ts'

/** Says who asks. */
export interface KeyRing {
  /** Throws `keyMissing`, `keyNotAccepted` or `keyAllowsLess`. */
  admit(token: string | undefined, wanted: Wanted): Promise<ApiKey>
}

/** So long a key that was revoked elsewhere may be taken for good. */
const trustMs = 1000
const mostRemembered = 1000

/** Looks keys up in the database, and remembers what it saw for a second. */
export function keyRing(deps: ApiKeyDeps): KeyRing {
  const remembered = new Map<string, { readonly key: ApiKey; readonly until: number }>()

  async function find(token: string, at: Date): Promise<ApiKey | undefined> {
    const digest = digestOfToken(token)
    const known = remembered.get(digest)
    if (known !== undefined && at.getTime() < known.until) return known.key
    remembered.delete(digest)
    const key = await findApiKey(deps.database, token)
    if (key === undefined) return undefined
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(digest, { key, until: at.getTime() + trustMs })
    return key
  }

  return {
    async admit(token, wanted) {
      if (token === undefined) throw accessErrors.keyMissing({})
      const at = deps.now()
      const key = await find(token, at)
      if (key === undefined || !isInForce(key, at)) throw accessErrors.keyNotAccepted({})
      if (allows(key.scopes, wanted)) return key
      throw accessErrors.keyAllowsLess({ name: key.name, wanted: describeWanted(wanted) })
    },
  }
}
