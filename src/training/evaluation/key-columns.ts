import type { TrainingPart } from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import type { Model } from '../model.ts'
import { fairnessColumns } from './measure-fairness.ts'

/** Key columns that slices or fairness ask for, as texts. */
export function keyColumns({ keys }: TrainingPart, model: Model): readonly InputColumn[] {
  const asked = [
    ...model.slices,
    ...(model.crossings ?? []).flat(),
    ...(model.fairness === undefined ? [] : fairnessColumns(model.fairness)),
  ]
  return Object.entries(keys)
    .filter(([name]) => asked.includes(name))
    .map(([name, values]) => ({
      name,
      kind: 'category',
      values: values.map(toText),
    }))
}

function toText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  return value instanceof Date ? value.toISOString() : `${value as string | number}`
}
