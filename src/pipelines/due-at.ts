import type { Settings } from './step.ts'

/** Stands among the settings of a run for the moment for which it runs; no declared setting is called so. */
export const dueName = 'due at'

export function withDueAt(settings: Settings, dueAt: Date | undefined): Settings {
  return dueAt === undefined ? settings : { ...settings, [dueName]: dueAt.toISOString() }
}

/** The moment for which a run runs, or undefined where it was begun by hand. */
export function dueAtIn(settings: Settings): Date | undefined {
  const moment = settings[dueName]
  return typeof moment === 'string' ? new Date(moment) : undefined
}

/** The settings that were declared. */
export function withoutDueAt(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== dueName))
}
