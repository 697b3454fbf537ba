import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { EvaluationReport } from '../../src/registry/index.ts'
import { root } from '../architecture/source-files.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import { runSwell } from '../cli/run-swell.ts'

/** The story of the README, on fewer people. */
test('the census: trained, gated, and told for whom and how alike', async () => {
  const cwd = join(temporaryFolder('census'), 'census')
  cpSync(join(root, 'examples/census'), cwd, {
    recursive: true,
    filter: (path) => !/\/(?:\.swell|deliveries)$/.test(path),
  })
  const env = { SWELL_SET_PEOPLE: '6000' }
  const swell = async (...args: readonly string[]) => {
    const { stdout, stderr, code } = await runSwell(args, { cwd, env })
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}`)
    return stdout
  }
  await swell('run', 'yearly')
  const asked = ['salary', '--version', 'champion', '--out', 'report.json'] as const
  const markdown = await swell('models', 'evaluate', ...asked)
  assert.match(markdown, /It is surely better than mostFrequent/)
  assert.match(markdown, /All 5 declared behaviours are kept/)
  const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as EvaluationReport
  assert.equal(report.kind, 'yesOrNo')
  assert.deepEqual(
    report.fairness.map(({ column, reference }) => [column, reference]),
    [
      ['sex', 'Male'],
      ['race', 'White'],
    ],
  )
  const women = report.fairness[0]?.groups.find(({ group }) => group === 'Female')
  assert.ok(Number(women?.rates['selectionRate']) < 0.2)
  assert.ok(report.slices.some(({ conditions }) => conditions.join() === 'education = Bachelors'))
  assert.ok(report.slices.some(({ conditions }) => conditions.length === 2))
  assert.deepEqual(report.leaks, [])
  assert.ok(report.contributions?.columns.some(({ column }) => column === 'marital-status'))

  const card = await swell('models', 'card', 'salary')
  assert.match(card, /It finds fewer of the women/)
})
