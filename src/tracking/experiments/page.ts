/** A search: which, in what order, and which stretch of them. */
export interface PageQuery {
  /** In MLflow's grammar, or ours that has more. */
  readonly filter: string
  readonly orderBy: readonly string[]
  readonly limit: number
  readonly offset: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins, if there is more. */
  readonly nextOffset?: number
}

/** Makes a page of what was found when one more than `limit` was asked for. */
export function toPage<Item>(
  found: readonly Item[],
  { limit, offset }: Pick<PageQuery, 'limit' | 'offset'>,
): Page<Item> {
  if (found.length <= limit) return { items: found }
  return { items: found.slice(0, limit), nextOffset: offset + limit }
}
