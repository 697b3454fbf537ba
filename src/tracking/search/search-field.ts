import { suggestName } from '../../base/index.ts'
import { trackingErrors } from '../errors.ts'
import type { FilterEntity, Searchable, SearchField } from './filter.ts'
import type { FilterToken } from './filter-tokens.ts'

const entityNames: Readonly<Record<string, FilterEntity>> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
}

const datasetKeys = ['name', 'digest', 'context']

/**
 * Reads `metrics.loss`, params.`batch size` or `start_time` from the beginning of `tokens`, and tells
 * how many of them that took. Throws `searchKeyNotKnown` or `filterNotReadable`.
 */
export function readSearchField(
  tokens: readonly FilterToken[],
  searchable: Searchable,
  filter: string,
): { readonly field: SearchField; readonly count: number } {
  const [first, second] = tokens
  if (first === undefined || first.kind === 'operator' || first.kind === 'mark') {
    const problem = `a name was expected, not ${first === undefined ? 'the end' : `"${first.text}"`}`
    throw trackingErrors.filterNotReadable({ filter, problem })
  }
  if (first.kind === 'quoted') return { field: attributeOf(first.text, searchable), count: 1 }
  const dot = first.text.indexOf('.')
  if (dot < 0) return readAttribute(tokens, searchable)
  const entity = entityOf(first.text.slice(0, dot), searchable)
  const rest = first.text.slice(dot + 1)
  const isQuoted = rest === '' && second?.kind === 'quoted' && second.start === first.end
  const key = isQuoted ? second.text : rest
  if (key === '')
    throw trackingErrors.filterNotReadable({ filter, problem: `"${first.text}" names no key` })
  return { field: fieldOf(entity, key, searchable), count: isQuoted ? 2 : 1 }
}

/** MLflow's own page writes `Run name` without quotes. */
function readAttribute(tokens: readonly FilterToken[], searchable: Searchable) {
  const [first, second] = tokens
  const pair = `${first?.text} ${second?.text}`
  if (second?.kind === 'word' && Object.hasOwn(searchable.attributes, pair)) {
    return { field: attributeOf(pair, searchable), count: 2 }
  }
  return { field: attributeOf(first?.text ?? '', searchable), count: 1 }
}

function entityOf(name: string, { entities }: Searchable): FilterEntity {
  const entity = Object.hasOwn(entityNames, name) ? entityNames[name] : undefined
  if (entity !== undefined && entities.includes(entity)) return entity
  const known = Object.keys(entityNames).filter((each) =>
    entities.includes(entityNames[each] ?? 'tag'),
  )
  const suggestion = suggestName(name, known)
  throw trackingErrors.searchKeyNotKnown({ what: 'entity type', name, known, suggestion })
}

function fieldOf(entity: FilterEntity, key: string, searchable: Searchable): SearchField {
  if (entity === 'attribute') return attributeOf(key, searchable)
  if (entity !== 'dataset' || datasetKeys.includes(key)) return { entity, key }
  const suggestion = suggestName(key, datasetKeys)
  throw trackingErrors.searchKeyNotKnown({
    what: 'dataset key',
    name: key,
    known: datasetKeys,
    suggestion,
  })
}

function attributeOf(name: string, { attributes }: Searchable): SearchField {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  if (attribute !== undefined) return { entity: 'attribute', key: attribute.name }
  const known = Object.keys(attributes)
  const suggestion = suggestName(name, known)
  throw trackingErrors.searchKeyNotKnown({ what: 'attribute key', name, known, suggestion })
}
