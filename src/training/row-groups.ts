import type { TrainingPart } from '../features/index.ts'
import type { Metric, RowsBeside } from '../learn/index.ts'

/** The groups that metrics ask for, as the queries of a ranking: values of key columns or features. */
export function groupsOf(
  metrics: readonly Metric[],
  { keys, features }: Pick<TrainingPart, 'keys' | 'features'>,
): Pick<RowsBeside, 'groups'> {
  const wanted = groupColumns({ measure: metrics })
  if (wanted.length === 0) return {}
  const own = [...new Set(wanted)].flatMap((name) => {
    const values = features.find((column) => column.name === name)?.values ?? keys[name]
    return values === undefined
      ? []
      : [[name, Array.from<unknown, string>(values, String)] as const]
  })
  return { groups: Object.fromEntries(own) }
}

/** The names of the columns that metrics group rows by. */
export function groupColumns({ measure }: { readonly measure: readonly Metric[] }): string[] {
  return measure.flatMap(({ by }) => by ?? [])
}
