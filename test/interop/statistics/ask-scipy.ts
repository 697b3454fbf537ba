import type { StatisticsCase } from '../../learn/statistics/statistics-case.ts'
import { runPython } from '../learn/run-python.ts'

/** What SciPy answers, by name of the case and of the number. */
export type Answers = Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>

export async function askScipy(cases: readonly StatisticsCase[]): Promise<Answers> {
  const asked = cases.map(({ name, ask, input }) => ({ name, ask, input }))
  const files = { 'cases.json': JSON.stringify(asked) }
  return (await runPython('../statistics/statistics.py', files)) as Answers
}
