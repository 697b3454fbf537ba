// Writes test/golden/evidently.json, what Evidently says to the cases of test/monitoring/drift:
// node test/interop/monitoring/write-evidently.ts, with the environment that .ci/run makes.
import { writeFileSync } from 'node:fs'
import { evidentlyCases } from '../../monitoring/drift/evidently-cases.ts'
import { wholeCases } from '../../monitoring/drift/whole-cases.ts'
import { askEvidently } from './ask-evidently.ts'

const answers = await askEvidently([...evidentlyCases(), ...wholeCases()])
const origin = 'Evidently 0.7.21, by test/interop/monitoring/write-evidently.ts'
const path = new URL('../../golden/evidently.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers }, undefined, 1)}\n`)
