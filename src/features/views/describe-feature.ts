import type { Feature, LatestFeature, WindowFeature, WindowFunction } from './feature.ts'
import type { StoredFeature } from './stored-features.ts'

const functionWords: Partial<Readonly<Record<WindowFunction, string>>> = {
  distinct: 'different values',
  first: 'first value',
  last: 'last value',
  mostFrequent: 'most frequent value',
  fadingMean: 'fading mean',
}

/** How a feature comes about, in words: `mean of the last 3d, before the moment`. */
export function describeFeature(feature: Feature): string {
  const words = wordsFor(feature)
  return feature.otherwise === undefined ? words : `${words}; otherwise ${feature.otherwise}`
}

function wordsFor(feature: Feature): string {
  switch (feature.kind) {
    case 'latest':
      return latestWords(feature) + choiceWords(feature)
    case 'window':
      return windowWords(feature) + choiceWords(feature)
    case 'key':
      return 'part of the key'
    case 'request':
      return 'comes with the request'
    case 'derived':
      return `computed from ${Object.keys(feature.inputs).join(', ')}`
  }
}

function latestWords({ within, back = 0, current = false }: LatestFeature): string {
  if (current) return 'newest value known at the moment, whenever it is true'
  const which = back === 0 ? 'newest value' : `value ${counted(back, 'row')} before the newest,`
  const words = `${which} known at the moment`
  return within === undefined ? words : `${words}, if no older than ${within}`
}

function windowWords(feature: WindowFeature): string {
  const { function: own, length, rows = 1, share, halfLife } = feature
  if (own === 'age') return 'seconds since the newest row'
  if (own === 'difference') return `newest value less that ${counted(rows - 1, 'row')} before`
  const name = own === 'quantile' ? `quantile ${share ?? 0.5}` : (functionWords[own] ?? own)
  const fading = halfLife === undefined ? '' : `, a value counting half after ${halfLife}`
  return `${name} of the last ${length ?? counted(rows, 'row')}${fading}`
}

function choiceWords({ where, delay, before = false, on }: StoredFeature): string {
  const joined = Object.entries(on ?? {}).map(
    ([column, from]) =>
      `${column} ${typeof from === 'string' ? from : `${from.group.name}.${from.column}`}`,
  )
  return [
    ...(before ? [', before the moment'] : []),
    ...(where === undefined ? [] : [`, of rows with ${JSON.stringify(where)}`]),
    ...(joined.length === 0 ? [] : [`, found by ${joined.join(', ')}`]),
    ...(delay === undefined ? [] : [`, known for ${delay}`]),
  ].join('')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
