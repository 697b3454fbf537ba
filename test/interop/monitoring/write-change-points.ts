// Writes test/golden/change-points.json: where River and Frouros find changes in the series of
// test/learn/change-points. They are asked here only, as both take long to install:
// RIVER_PYTHON=… FROUROS_PYTHON=… node test/interop/monitoring/write-change-points.ts
// with `pip install river==0.26.1`, and `frouros==0.9.0`.
import { writeFileSync } from 'node:fs'
import { changeCases } from '../../learn/change-points/change-cases.ts'
import { runPython } from '../learn/run-python.ts'

const files = { 'cases.json': JSON.stringify(changeCases()) }
const ask = (python: string | undefined) =>
  runPython('../monitoring/change_points.py', files, python) as Promise<Record<string, unknown>>
const found = {
  ...(await ask(process.env['RIVER_PYTHON'])),
  ...(await ask(process.env['FROUROS_PYTHON'])),
}
const origin = 'River 0.26.1 and Frouros 0.9.0, by test/interop/monitoring/write-change-points.ts'
const answers = Object.fromEntries(changeCases().map(({ name }) => [name, found[name]]))
const path = new URL('../../golden/change-points.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers })}\n`)
