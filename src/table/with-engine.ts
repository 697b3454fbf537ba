import { duckdbEngine } from './duckdb-engine.ts'
import { sql } from './sql.ts'
import type { TableEngine } from './table-engine.ts'

/**
 * An engine of its own for as long as `use` takes, for what reads much: it neither waits for what else is asked nor takes
 * all memory, and what doesn't fit goes to disk. What another engine drops meanwhile is free at once, which it isn't in
 * an engine of which something is being read.
 */
export async function withEngine<Result>(
  use: (engine: TableEngine) => Promise<Result>,
): Promise<Result> {
  const engine = duckdbEngine()
  try {
    await engine.run(sql`set memory_limit = '1200MB'`)
    return await use(engine)
  } finally {
    engine.close()
  }
}
