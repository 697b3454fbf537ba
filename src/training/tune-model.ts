import type { Setting, SettingValue } from '../base/index.ts'
import { parametersOf, withParameters, type TrialValues } from '../learn/index.ts'
import type { Model } from './model.ts'

/** A setting for each parameter of the model's learner: `surf-height.trees`. */
export function parameterSettings({ name, learner }: Model): readonly Setting[] {
  return Object.entries(parametersOf(learner)).map(([parameter, value]) => {
    const isColumnShare = parameter.split('.').at(-1) === 'columnShare'
    return {
      kind: 'setting',
      name: `${name}.${parameter}`,
      default: isColumnShare ? 1 : value,
      description: `Of the learner of model ${name}`,
      isOptional: true,
      ...(isColumnShare ? { takesText: true } : {}),
    }
  })
}

/** Tells the value of a setting, or gives back its default. */
export type ReadSetting = (setting: Setting) => SettingValue

/**
 * The model with the parameters that the settings give its learner. Throws `learn.wrongSetting` for a value that
 * it can't have.
 */
export function tuneModel<M extends Model>(model: M, read: ReadSetting): M {
  const values: TrialValues = Object.fromEntries(
    parameterSettings(model).flatMap((setting) => {
      // NaN is no value of any parameter: it comes back where nothing was given.
      const value = read({ ...setting, default: Number.NaN })
      const parameter = setting.name.slice(model.name.length + 1)
      return Number.isNaN(value) ? [] : [[parameter, value]]
    }),
  )
  return withValues(model, values)
}

/** The model with other values of its learner's parameters. */
export function withValues<M extends Model>(model: M, values: TrialValues): M {
  if (Object.keys(values).length === 0) return model
  return Object.freeze({ ...model, learner: withParameters(model.learner, values) })
}
