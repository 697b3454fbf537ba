import { ident, joinSql, sql, type TableEngine } from '../../../src/table/index.ts'

/** Tables of a thousand rows of `heights`: of each, half are told by the one before it as well, and lower. */
export async function makeParts(
  { engine }: { readonly engine: TableEngine },
  count: number,
): Promise<string[]> {
  const parts = Array.from({ length: count }, (_, at) => `part_${at}`)
  for (const [at, part] of parts.entries()) {
    const hour = sql`timestamp '2026-01-01' + to_hours((range // 4)::integer)`
    const values = [
      sql`'port ' || range % 4 as port`,
      sql`${hour} as "at"`,
      sql`range / 7.0 + ${at} as height`,
      sql`${hour} + to_hours(1) as _known_at`,
      sql`null::varchar as _delivery`,
    ]
    // Tables take no parameters where they are created.
    await engine.run(sql`create table ${ident(part)}
      (port varchar, "at" timestamp, height double, _known_at timestamp, _delivery varchar)`)
    await engine.run(sql`insert into ${ident(part)}
      select ${joinSql(values, ', ')} from range(${at * 500}::bigint, ${at * 500 + 1000}::bigint)`)
  }
  return parts
}
