import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertAnswers, type EncoderAnswers } from './assert-answers.ts'
import { encoderCases } from './encoder-cases.ts'

const path = new URL('../../golden/encoders.json', import.meta.url)
const { answers } = JSON.parse(readFileSync(path, 'utf8')) as { readonly answers: EncoderAnswers }

for (const own of encoderCases()) {
  test(`${own.name}: agrees with scikit-learn to 1e-9`, () => {
    assertAnswers(own, answers)
  })
}
