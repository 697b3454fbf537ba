import { learnErrors } from '../errors.ts'
import type { Feature } from '../feature-matrix.ts'
import type { BoostedTrees } from './boosted-trees.ts'

/** What is declared by column, by the number of the feature. */
export interface Constraints {
  readonly directions: Int8Array | undefined
  readonly together: readonly ReadonlySet<number>[] | undefined
}

/** Throws `wrongSetting` for a column that is not among the features. */
export function planConstraints(spec: BoostedTrees, features: readonly Feature[]): Constraints {
  return {
    directions: spec.monotone && findDirections(spec.monotone, features),
    together: spec.interactions && findGroups(spec.interactions, features),
  }
}

function findDirections(
  monotone: NonNullable<BoostedTrees['monotone']>,
  features: readonly Feature[],
): Int8Array {
  const directions = new Int8Array(features.length)
  for (const [column, direction] of Object.entries(monotone)) {
    const place = features.findIndex(({ name }) => name === column)
    if (place < 0 || features[place]?.categoryCount !== undefined) {
      throw unknown('monotone', column, features.filter(isOrdered))
    }
    directions[place] = direction
  }
  return directions
}

function isOrdered({ categoryCount }: Feature): boolean {
  return categoryCount === undefined
}

/** Features in no group are in one of their own. */
function findGroups(
  interactions: NonNullable<BoostedTrees['interactions']>,
  features: readonly Feature[],
): readonly ReadonlySet<number>[] {
  const groups = interactions.map(
    (columns) => new Set(columns.flatMap((column) => featuresOf(column, features))),
  )
  const alone = [...features.keys()].filter((place) => groups.every((group) => !group.has(place)))
  return [...groups, ...alone.map((place) => new Set([place]))]
}

/** A column's features have its name, or begin with it and what an encoder puts behind it. */
function featuresOf(column: string, features: readonly Feature[]): readonly number[] {
  const own = [...features.keys()].filter((place) => {
    const name = features[place]?.name ?? ''
    return (
      name === column || (name.startsWith(column) && '.=:#'.includes(name[column.length] ?? ' '))
    )
  })
  if (own.length === 0) throw unknown('interactions', column, features)
  return own
}

function unknown(setting: string, found: string, features: readonly Feature[]) {
  const names = features.map(({ name }) => name).join(', ')
  return learnErrors.wrongSetting({
    owner: 'boostedTrees',
    setting,
    found,
    wanted: `of columns that the trees read (${names})`,
  })
}
