export interface NonJson {
  /** `output.rows[3].at` */
  readonly path: string
  readonly found: string
}

/** The first thing in `value` that would not come back from JSON as it is. */
export function findNonJson(value: unknown, path = 'output'): NonJson | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : { path, found: String(value) }
  }
  if (typeof value !== 'object') return { path, found: `a ${typeof value}` }
  if (Array.isArray(value)) {
    return firstOf(value.entries(), (index) => `${path}[${index}]`)
  }
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype !== Object.prototype && prototype !== null) {
    return { path, found: `a ${value.constructor.name}` }
  }
  // A member that is undefined is left out by JSON, as if it were absent.
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return firstOf(members, (name) => `${path}.${name}`)
}

function firstOf<Key>(
  members: Iterable<[Key, unknown]>,
  pathOf: (key: Key) => string,
): NonJson | undefined {
  for (const [key, member] of members) {
    const found = findNonJson(member, pathOf(key))
    if (found !== undefined) return found
  }
  return undefined
}
