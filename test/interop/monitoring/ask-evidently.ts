import type { EvidentlyCase } from '../../monitoring/drift/evidently-cases.ts'
import type { WholeCase } from '../../monitoring/drift/whole-cases.ts'
import { runPython } from '../learn/run-python.ts'

type Answers = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Asks Evidently 0.7.21 in the environment that is made of `requirements-evidently.txt`. */
export async function askEvidently(
  cases: readonly (EvidentlyCase | WholeCase)[],
): Promise<Answers> {
  const files = {
    'cases.json': JSON.stringify(cases.map((asked) => ({ ...asked, ours: undefined }))),
  }
  const python =
    process.env['EVIDENTLY_PYTHON'] ??
    new URL('../../../.tools/evidently/bin/python', import.meta.url).pathname
  return (await runPython('../monitoring/evidently_drift.py', files, python)) as Answers
}
