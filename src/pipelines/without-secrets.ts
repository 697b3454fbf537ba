import { maskSecrets } from '../base/index.ts'
import type { Settings } from './step.ts'

/** Settings as they are stored with a run: an address may hold a password. */
export function withoutSecrets(settings: Settings): Settings {
  const masked = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'string' ? maskSecrets(value) : value,
  ])
  return Object.fromEntries(masked) as Settings
}
