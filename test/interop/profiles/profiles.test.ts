import { test } from 'node:test'
import { assertGolden, profileGolden } from '../../data/profiles/assert-golden.ts'
import { askPandas } from './ask-pandas.ts'

test('quantiles, moments and correlations agree with pandas, SciPy and scikit-learn to 1e-9', async () => {
  assertGolden(await profileGolden(), await askPandas())
})
