import type { CatalogFeatureReply } from '../../../api/index.ts'

/**
 * Features that have every word of a text in what is known of them: exact names first, then names, then
 * descriptions, units and tags, then how and of what they are made.
 */
export function findFeatures(
  features: readonly CatalogFeatureReply[],
  text: string,
): CatalogFeatureReply[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const ranked = features.flatMap((feature) => {
    const all = textOf(feature)
    return words.every((word) => all.includes(word))
      ? [{ feature, rank: rankOf(feature, words) }]
      : []
  })
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ feature }) => feature)
}

function textOf(feature: CatalogFeatureReply): string {
  const { type, how, kind, in: place, from } = feature
  return `${aboutOf(feature)}\n${[type, how, kind, place, ...from].join('\n')}`.toLowerCase()
}

/** What is said of it, by itself. */
function aboutOf({ name, description, unit, tags = [] }: CatalogFeatureReply): string {
  return [name, description, unit, ...tags].join('\n').toLowerCase()
}

function rankOf(feature: CatalogFeatureReply, words: readonly string[]): number {
  const name = feature.name.toLowerCase()
  if (words.includes(name)) return 0
  if (words.some((word) => name.includes(word))) return 1
  return words.some((word) => aboutOf(feature).includes(word)) ? 2 : 3
}
