import { test } from 'node:test'
import { assertAgrees } from '../../learn/statistics/assert-agrees.ts'
import { statisticsCases } from '../../learn/statistics/statistics-cases.ts'
import { askScipy } from './ask-scipy.ts'

test('statistics agree with SciPy to 1e-9, and to 1e-6 where a chance is below 1e-12', async () => {
  const cases = statisticsCases()
  const answers = await askScipy(cases)
  for (const case_ of cases) assertAgrees(case_, answers[case_.name])
})
