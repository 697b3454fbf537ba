import type { Settings } from './step.ts'

/** The same settings, which note who is read. */
export function watchSettings(settings: Settings): {
  readonly settings: Settings
  readonly read: ReadonlySet<string>
  /** Notes one that is read elsewhere. */
  readonly note: (name: string) => void
} {
  const read = new Set<string>()
  const watched = new Proxy(settings, {
    get(target, name) {
      if (typeof name !== 'string') return undefined
      read.add(name)
      return target[name]
    },
    has(target, name) {
      if (typeof name === 'string') read.add(name)
      return name in target
    },
    // Who lists them may depend on each.
    ownKeys(target) {
      for (const name of Object.keys(target)) read.add(name)
      return Reflect.ownKeys(target)
    },
  })
  return { settings: watched, read, note: (name) => void read.add(name) }
}
