import { maskSecretsIn } from '../../base/index.ts'
import type { KeyValue } from '../experiments/experiment.ts'

/** Values as parameters are kept: texts as they are, all else as JSON, without secrets. */
export function toTexts(values: Readonly<Record<string, unknown>>): readonly KeyValue[] {
  return Object.entries(maskSecretsIn(values)).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'),
  }))
}
