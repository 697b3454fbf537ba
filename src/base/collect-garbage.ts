import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: GarbageKind }) => void

export type GarbageKind = 'minor' | 'major'

let collect: Collect | undefined

/**
 * Frees what nobody has any more: of young objects alone, which takes less than a millisecond, or of all. For where little
 * objects stand for much memory outside of V8's heap, which V8 does not see.
 */
export function collectGarbage(type: GarbageKind): void {
  collect ??= openCollect()
  collect({ type })
}

function openCollect(): Collect {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('globalThis.gc')
  return typeof found === 'function' ? (found as Collect) : () => undefined
}
