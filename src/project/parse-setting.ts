import type { Setting, SettingValue } from '../base/index.ts'
import { projectErrors } from './errors.ts'

/** A value for a setting, as something gave it. */
export interface GivenSetting {
  readonly name: string
  /** Text is read by the setting's type; what a settings file gives has a type of its own. */
  readonly value: { readonly text: string } | { readonly typed: unknown }
  /** For people: `--set`, `settings/production.yaml:3`. */
  readonly place: string
}

/** The value of a setting. Throws `settingOfWrongType` or `settingOutOfRange`. */
export function parseSetting(setting: Setting, given: GivenSetting): SettingValue {
  const { value: raw, place } = given
  const wanted = typeof setting.default
  const own = 'text' in raw ? parseAs(wanted, raw.text) : ofType(wanted, raw.typed)
  const value = own ?? (setting.takesText === true ? asText(raw) : undefined)
  if (value === undefined) {
    const found = 'text' in raw ? raw.text : writeFound(raw.typed)
    throw projectErrors.settingOfWrongType({ setting: setting.name, place, wanted, found })
  }
  assertInRange(setting, value, place)
  return value
}

/** Throws `settingOutOfRange` for a value that the declaration rules out. */
export function assertInRange(setting: Setting, value: SettingValue, place: string): void {
  const problem = findProblem(setting, value)
  if (problem === undefined) return
  const found = String(value)
  throw projectErrors.settingOutOfRange({ setting: setting.name, place, wanted: problem, found })
}

function findProblem({ min, max, oneOf }: Setting, value: SettingValue): string | undefined {
  if (oneOf !== undefined && !oneOf.includes(value)) return `one of ${oneOf.join(', ')}`
  if (typeof value !== 'number') return undefined
  if (min !== undefined && value < min) return `at least ${min}`
  if (max !== undefined && value > max) return `at most ${max}`
  return undefined
}

function parseAs(type: string, text: string): SettingValue | undefined {
  if (type === 'string') return text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : undefined
}

function asText(raw: GivenSetting['value']): string | undefined {
  const value = 'text' in raw ? raw.text : raw.typed
  return typeof value === 'string' ? value : undefined
}

function ofType(type: string, value: unknown): SettingValue | undefined {
  if (typeof value !== type) return undefined
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : (value as SettingValue)
}

function writeFound(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
