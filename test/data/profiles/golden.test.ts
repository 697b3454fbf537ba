import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertGolden, profileGolden, type GoldenAnswers } from './assert-golden.ts'

const path = new URL('../../golden/profiles.json', import.meta.url)
const { answers } = JSON.parse(readFileSync(path, 'utf8')) as { readonly answers: GoldenAnswers }

test('quantiles, moments and correlations are those of pandas, SciPy and scikit-learn', async () => {
  assertGolden(await profileGolden(), answers)
})
