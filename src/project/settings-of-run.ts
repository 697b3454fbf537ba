import { maskSecrets, type ResolvedSettings } from '../base/index.ts'
import type { Settings } from '../pipelines/index.ts'
import type { Run } from '../tracking/index.ts'

/**
 * The settings that a run was given, and those in force now for what it did not know. A value in which a
 * secret was masked is the one in force now.
 */
export function settingsOfRun(
  { settings }: { readonly settings: ResolvedSettings },
  run: Run,
): Settings {
  const given = Object.entries(run.settings as Settings).filter(([name, value]) => {
    const current = settings[name]
    return typeof current !== 'string' || maskSecrets(current) !== value
  })
  return { ...settings, ...Object.fromEntries(given) }
}
