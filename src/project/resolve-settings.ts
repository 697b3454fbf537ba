import {
  suggestName,
  type ResolvedSettings,
  type Setting,
  type SettingValue,
} from '../base/index.ts'
import { projectErrors } from './errors.ts'

export interface SettingSources {
  /** `SWELL_SET_…` variables, `.env` among them. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `--set name=value`, each as it was written. */
  readonly assignments?: readonly string[]
}

/** Resolves settings: the default, then the environment, then what was set by hand. */
export function resolveSettings(
  declared: Readonly<Record<string, Setting>>,
  { environment, assignments = [] }: SettingSources,
): ResolvedSettings {
  const settings = Object.values(declared)
  const resolved: Record<string, SettingValue> = Object.fromEntries(
    settings.map((setting) => [setting.name, setting.default]),
  )
  for (const setting of settings) {
    const variable = variableOf(setting.name)
    const text = environment[variable]
    if (text !== undefined) resolved[setting.name] = parseSetting(setting, text, variable)
  }
  assertVariablesKnown(settings, environment)
  for (const assignment of assignments) {
    const [, name, text] = /^([^=]*)=(.*)$/s.exec(assignment) ?? []
    if (name === undefined || text === undefined) {
      throw projectErrors.settingWithoutValue({ setting: assignment })
    }
    const setting = settings.find((one) => one.name === name)
    if (setting === undefined) {
      const suggestion = suggestName(
        name,
        settings.map((one) => one.name),
      )
      throw projectErrors.unknownSetting({ setting: name, place: '--set', suggestion })
    }
    resolved[name] = parseSetting(setting, text, '--set')
  }
  return resolved
}

/** A misspelt variable would be as good as none, and nobody would be told. */
function assertVariablesKnown(
  settings: readonly Setting[],
  environment: SettingSources['environment'],
): void {
  const known = settings.map((setting) => variableOf(setting.name))
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('SWELL_SET_') && !known.includes(name),
  )
  if (unknown === undefined) return
  const suggestion = suggestName(unknown, known)
  throw projectErrors.unknownSetting({ setting: unknown, place: 'The environment', suggestion })
}

/** `historyDays` is set by `SWELL_SET_HISTORY_DAYS`. */
export function variableOf(name: string): string {
  return `SWELL_SET_${name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`
}

function parseSetting(setting: Setting, text: string, place: string): SettingValue {
  const wanted = typeof setting.default
  const value = parseAs(wanted, text)
  if (value !== undefined) return value
  throw projectErrors.settingOfWrongType({ setting: setting.name, place, wanted, found: text })
}

function parseAs(type: string, text: string): SettingValue | undefined {
  if (type === 'string') return text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : undefined
}
