/** What a filter asks: comparisons, put together by AND, OR and NOT. */
export type Filter =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | Comparison

export interface Comparison {
  readonly kind: 'comparison'
  readonly field: SearchField
  readonly operator: FilterOperator
  /** Absent for `IS NULL` and `IS NOT NULL`. */
  readonly value?: number | string | readonly string[]
}

const filterEntities = ['metric', 'param', 'tag', 'attribute', 'dataset'] as const
export type FilterEntity = (typeof filterEntities)[number]

export interface SearchField {
  readonly entity: FilterEntity
  readonly key: string
}

export const numberOperators = ['=', '!=', '>', '>=', '<', '<='] as const
export const textOperators = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'] as const
export const nullOperators = ['IS NULL', 'IS NOT NULL'] as const

export type NumberOperator = (typeof numberOperators)[number]
export type FilterOperator =
  NumberOperator | (typeof textOperators)[number] | (typeof nullOperators)[number]

/** What can be searched: attributes by the names that a filter may give them, and entities. */
export interface Searchable {
  readonly entities: readonly FilterEntity[]
  readonly attributes: Readonly<Record<string, SearchAttribute>>
}

export interface SearchAttribute {
  /** Its name of ours, where the filter's is one of several. */
  readonly name: string
  readonly type: 'number' | 'text'
  /** Whether it may be compared with a list. */
  readonly takesList?: boolean
}

export interface Ordering {
  readonly field: SearchField
  readonly isAscending: boolean
}
