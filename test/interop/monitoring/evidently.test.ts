import { test } from 'node:test'
import { assertScores } from '../../monitoring/drift/assert-scores.ts'
import { evidentlyCases } from '../../monitoring/drift/evidently-cases.ts'
import { askEvidently } from './ask-evidently.ts'

test('the mode evidently says what Evidently 0.7.21 says, test by test and column by column', async () => {
  const cases = evidentlyCases()
  const answers = await askEvidently(cases)
  for (const { name, ours } of cases) assertScores(name, ours, answers[name])
})
