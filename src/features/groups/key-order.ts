import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { GroupShape } from './group-shape.ts'

/**
 * By what rows are sorted so that those of a key are neighbours. Texts by a number made of them, which is found
 * in half the time.
 */
export function keyOrder({ key, columns }: GroupShape): Sql[] {
  const isText = (name: string): boolean => columns[name]?.type === 'text'
  const texts = key.filter(isText).map(ident)
  const others = key.filter((name) => !isText(name)).map(ident)
  return texts.length === 0 ? others : [sql`hash(${joinSql(texts, ', ')})`, ...others]
}
