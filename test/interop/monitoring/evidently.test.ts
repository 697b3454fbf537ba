import { test } from 'node:test'
import { assertScores } from '../../monitoring/drift/assert-scores.ts'
import { evidentlyCases } from '../../monitoring/drift/evidently-cases.ts'
import { wholeCases } from '../../monitoring/drift/whole-cases.ts'
import { askEvidently } from './ask-evidently.ts'

test('the mode evidently says what Evidently 0.7.21 says, of columns, texts and embeddings, test by test', async () => {
  const cases = [...evidentlyCases(), ...wholeCases()]
  const answers = await askEvidently(cases)
  for (const { name, ours } of cases) assertScores(name, ours, answers[name])
})
