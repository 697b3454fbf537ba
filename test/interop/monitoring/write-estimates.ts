// Writes test/golden/estimates.json: what NannyML estimates in the cases of test/monitoring/estimates.
// It is asked here only, as it needs a NumPy of its own and takes minutes to install:
// NANNYML_PYTHON=… node test/interop/monitoring/write-estimates.ts, with `pip install nannyml==0.13.1`.
import { writeFileSync } from 'node:fs'
import { estimateCases } from '../../monitoring/estimates/estimate-cases.ts'
import { runPython } from '../learn/run-python.ts'

const files = { 'cases.json': JSON.stringify(await estimateCases()) }
const python = process.env['NANNYML_PYTHON']
const answers = await runPython('../monitoring/estimates.py', files, python)
const origin = 'NannyML 0.13.1, by test/interop/monitoring/write-estimates.ts'
const path = new URL('../../golden/estimates.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers }, undefined, 1)}\n`)
