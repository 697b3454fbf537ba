// Writes test/golden/profiles.json, what pandas, SciPy and scikit-learn answer of the golden table.
// GROUNDSWELL_PYTHON=… node test/interop/profiles/write-golden.ts
import { writeFileSync } from 'node:fs'
import { askPandas } from './ask-pandas.ts'

const origin =
  'pandas 3.1.1, SciPy 1.17.1, scikit-learn 1.9.1 and NumPy 2.4.6, by test/interop/profiles/write-golden.ts; the table is drawn in test/data/profiles/golden-table.ts'
const answers = await askPandas()
const path = new URL('../../golden/profiles.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers }, undefined, 1)}\n`)
