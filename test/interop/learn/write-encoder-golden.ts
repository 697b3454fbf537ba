// Writes test/golden/encoders.json, what scikit-learn answers to the cases of test/learn/encoders.
// GROUNDSWELL_PYTHON=… node test/interop/learn/write-encoder-golden.ts
import { writeFileSync } from 'node:fs'
import { encoderCases } from '../../learn/encoders/encoder-cases.ts'
import { askScikitLearn } from './ask-scikit-learn.ts'

const origin =
  'scikit-learn 1.9.1 and NumPy 2.4.6, by test/interop/learn/write-encoder-golden.ts; the cases are in test/learn/encoders/encoder-cases.ts'
const answers = await askScikitLearn(encoderCases())
const path = new URL('../../golden/encoders.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, answers })}\n`)
