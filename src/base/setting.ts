export type SettingValue = string | number | boolean

/** What a setting may be, beyond its type. */
interface SettingLimits<Value extends SettingValue> {
  /** Of a number. */
  readonly min?: number
  readonly max?: number
  /** The only values that it may have. */
  readonly oneOf?: readonly Value[]
}

/** One setting as it is declared. Its default tells its type. */
export interface Setting<Value extends SettingValue = SettingValue> extends SettingLimits<Value> {
  readonly kind: 'setting'
  readonly name: string
  readonly default: Value
  readonly description?: string
  /** It holds only where it was given: of its default the type is all that counts. */
  readonly isOptional?: true
  /** It also takes a text. */
  readonly takesText?: true
}

export interface SettingDeclaration extends SettingLimits<SettingValue> {
  readonly default: SettingValue
  readonly description?: string
}

type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : never

type Settings<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends { readonly default: infer Value }
    ? Setting<Widened<Value>>
    : never
}

/** Declares a project's settings: `defineSettings({ trees: { default: 300, min: 1 } })`. */
export function defineSettings<const Declared extends Readonly<Record<string, SettingDeclaration>>>(
  declared: Declared,
): Settings<Declared> {
  const settings = Object.entries(declared).map(([name, declaration]) => [
    name,
    Object.freeze({ kind: 'setting', name, ...declaration }),
  ])
  return Object.freeze(Object.fromEntries(settings)) as Settings<Declared>
}

/** The values in force, by name. A setting that isn't there has its default. */
export type ResolvedSettings = Readonly<Record<string, SettingValue>>

/** The value of a setting, or `given` itself where it is a plain value. */
export function settingValue<Value extends SettingValue>(
  given: Setting<Value> | Value,
  resolved: ResolvedSettings,
): Value {
  if (typeof given !== 'object') return given
  // The value was parsed by the setting's own type when the settings were resolved.
  return (resolved[given.name] ?? given.default) as Value
}
