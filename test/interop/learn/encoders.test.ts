import { test } from 'node:test'
import { assertAnswers } from '../../learn/encoders/assert-answers.ts'
import { encoderCases } from '../../learn/encoders/encoder-cases.ts'
import { askScikitLearn } from './ask-scikit-learn.ts'

test('encoders agree with scikit-learn to 1e-9', async () => {
  const cases = encoderCases()
  const answers = await askScikitLearn(cases)
  for (const own of cases) assertAnswers(own, answers)
})
