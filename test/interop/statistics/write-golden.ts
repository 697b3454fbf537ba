// Writes test/golden/statistics.json, what SciPy answers to the cases of test/learn/statistics.
// GROUNDSWELL_PYTHON=… node test/interop/statistics/write-golden.ts
import { writeFileSync } from 'node:fs'
import { statisticsCases } from '../../learn/statistics/statistics-cases.ts'
import { askScipy } from './ask-scipy.ts'

const origin =
  'SciPy 1.17.1 and NumPy 2.4.6, by test/interop/statistics/write-golden.ts; the samples are drawn in test/learn/statistics/statistics-cases.ts'
const answers = await askScipy(statisticsCases())
const path = new URL('../../golden/statistics.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers }, undefined, 1)}\n`)
