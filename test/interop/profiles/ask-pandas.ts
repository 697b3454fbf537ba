import type { GoldenAnswers } from '../../data/profiles/assert-golden.ts'
import { goldenColumns, goldenRows } from '../../data/profiles/golden-table.ts'
import { runPython } from '../learn/run-python.ts'

/** What pandas, SciPy and scikit-learn answer of the golden table. */
export async function askPandas(): Promise<GoldenAnswers> {
  const rows = goldenRows()
  const names = Object.keys(goldenColumns) as (keyof typeof goldenColumns)[]
  const columns = names.map((name) => [name, rows.map((row) => row[name] ?? null)])
  const files = { 'table.json': JSON.stringify(Object.fromEntries(columns)) }
  return (await runPython('../profiles/profiles.py', files)) as GoldenAnswers
}
