import { sql, type Sql } from './sql.ts'

/**
 * The deviation of a sample of numbers; none where one of them is so large that its square is beyond 64 bits, which
 * DuckDB refuses to sum.
 */
export function deviationOf(number: Sql): Sql {
  return sql`case when max(${number}) < 1e150 and min(${number}) > -1e150
    then stddev_samp(${number}) filter (where abs(${number}) < 1e150) end`
}
