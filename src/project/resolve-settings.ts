import {
  suggestName,
  type ResolvedSettings,
  type Setting,
  type SettingValue,
} from '../base/index.ts'
import { projectErrors } from './errors.ts'
import { assertInRange, parseSetting, type GivenSetting } from './parse-setting.ts'

export interface SettingSources {
  /** What the settings file of the environment gives. */
  readonly file?: readonly GivenSetting[]
  /** `SWELL_SET_…` variables, `.env` among them. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where a variable stands, if that is a file: `.env:3`. */
  readonly placeOf?: (variable: string) => string | undefined
  /** What presets give, the weakest first. */
  readonly presets?: readonly GivenSetting[]
  /** `--set name=value`, each as it was written. */
  readonly assignments?: readonly string[]
}

/** A setting's value and where it came from. */
export interface TracedSetting {
  readonly name: string
  readonly description?: string
  readonly value: SettingValue
  readonly place: string
  /** What it would be without the place that won, the weakest first; the default begins. */
  readonly overruled: readonly { readonly value: SettingValue; readonly place: string }[]
}

type Declared = Readonly<Record<string, Setting>>

/** Resolves settings: see `traceSettings`, without where they came from. */
export function resolveSettings(declared: Declared, sources: SettingSources): ResolvedSettings {
  return Object.fromEntries(
    traceSettings(declared, sources).map(({ name, value }) => [name, value]),
  )
}

/**
 * Resolves settings and tells where each came from: the default, then the environment's file, then
 * variables, then presets, then what was set by hand. Throws `unknownSetting`, `settingOfWrongType`,
 * `settingOutOfRange` or `settingWithoutValue`.
 */
export function traceSettings(declared: Declared, sources: SettingSources): TracedSetting[] {
  const settings = Object.values(declared)
  const { file = [], presets = [], assignments = [] } = sources
  assertVariablesKnown(settings, sources)
  const given = [
    ...file,
    ...settings.flatMap((setting) => givenByVariable(setting, sources)),
    ...presets,
    ...assignments.map(parseAssignment),
  ]
  for (const one of given) assertKnown(settings, one)
  return settings
    .filter(({ name, isOptional }) => isOptional !== true || given.some((one) => one.name === name))
    .map((setting) => traceOne(setting, given))
}

function traceOne(setting: Setting, given: readonly GivenSetting[]): TracedSetting {
  const { name, description } = setting
  assertInRange(setting, setting.default, 'The declaration')
  const values = [
    { value: setting.default, place: setting.isOptional === true ? 'the model' : 'default' },
    ...given
      .filter((one) => one.name === name)
      .map((one) => ({ value: parseSetting(setting, one), place: one.place })),
  ]
  const { value, place } = values.at(-1) ?? { value: setting.default, place: 'default' }
  const about = description === undefined ? {} : { description }
  return { name, ...about, value, place, overruled: values.slice(0, -1) }
}

function givenByVariable(
  { name }: Setting,
  { environment, placeOf }: SettingSources,
): GivenSetting[] {
  const variable = variableOf(name)
  const text = environment[variable]
  if (text === undefined) return []
  const file = placeOf?.(variable)
  return [{ name, value: { text }, place: file === undefined ? variable : `${variable} (${file})` }]
}

function parseAssignment(assignment: string): GivenSetting {
  const [, name, text] = /^([^=]*)=(.*)$/s.exec(assignment) ?? []
  if (name === undefined || text === undefined) {
    throw projectErrors.settingWithoutValue({ setting: assignment })
  }
  return { name, value: { text }, place: '--set' }
}

function assertKnown(settings: readonly Setting[], { name, place }: GivenSetting): void {
  const names = settings.map((setting) => setting.name)
  if (names.includes(name)) return
  const suggestion = suggestName(name, names)
  throw projectErrors.unknownSetting({ setting: name, place, suggestion })
}

/** A misspelt variable would be as good as none, and nobody would be told. */
function assertVariablesKnown(
  settings: readonly Setting[],
  { environment, placeOf }: SettingSources,
): void {
  const known = settings.map((setting) => variableOf(setting.name))
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('SWELL_SET_') && !known.includes(name),
  )
  if (unknown === undefined) return
  const suggestion = suggestName(unknown, known)
  const place = placeOf?.(unknown) ?? 'The environment'
  throw projectErrors.unknownSetting({ setting: unknown, place, suggestion })
}

/** `historyDays` is set by `SWELL_SET_HISTORY_DAYS`, `forest.trees` by `SWELL_SET_FOREST_TREES`. */
export function variableOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^a-zA-Z0-9]+/g, '_')
  return `SWELL_SET_${words.toUpperCase()}`
}
