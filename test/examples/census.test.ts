import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { clerk, manager } from '../../examples/census/check/people.ts'
import { silentLog } from '../../src/base/index.ts'
import { loadProject, openProject, resolveSettings } from '../../src/project/index.ts'
import type { EvaluationReport } from '../../src/registry/index.ts'
import { up } from '../../src/server/index.ts'
import { root } from '../architecture/source-files.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import { runSwell } from '../cli/run-swell.ts'

/** The story of the README, on fewer people. */
test('the census: trained, gated, served, and told for whom and how alike', async (context) => {
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
      ['sex × race', 'Male × White'],
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
  assert.match(card, /^By sex × race: equalized odds is /m)
  assert.match(card, /^\| Female \| .*× 0\.\d+ \(0\.\d+ – [\d.]+\)/m)

  const lines = readFileSync(join(cwd, 'reports/salaries.csv'), 'utf8').trim().split('\n')
  assert.equal(lines[0], 'personId,at,over50k,version,predictionId')
  assert.equal(lines.length, 1 + 6000 - 24)
  const why = await swell('why', String(lines[1]?.split(',').at(-1)))
  assert.match(why, /Computed again it is equal/)

  const url = await serve(cwd, context)
  await assertAnswers(url)
  const script = join(cwd, 'check/live.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, url])
  assert.match(stdout, /POST .*: 200, >50K \(prd_\w+\)\nIt is well\.\n$/)
})

/** The project of a folder where something was trained, served. */
async function serve(root: string, context: TestContext): Promise<string> {
  const definition = await loadProject(root)
  const project = await openProject(definition, {
    root,
    settings: resolveSettings(definition.settings, { environment: {}, assignments: [] }),
    environment: {},
    now: () => new Date(),
    log: silentLog,
  })
  const ending = new AbortController()
  const { url, ended } = await up(project, { port: 0, signal: ending.signal })
  context.after(async () => {
    ending.abort()
    await ended
    await project.close()
  })
  return url
}

async function assertAnswers(url: string): Promise<void> {
  const service = `${url}/services/census`
  const greeted = await fetch(service, { headers: { accept: 'application/json' } })
  assert.equal(greeted.status, 200)
  const { greeting, example } = (await greeted.json()) as Record<string, unknown>
  assert.match(String(greeting), /^Welcome to the census\./)
  assert.equal((example as Record<string, unknown>)['capital-gain'], 1)
  const ask = async (person: object) => {
    const answered = await fetch(`${service}/predict?probabilities=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    })
    assert.equal(answered.status, 200)
    const { predictions } = (await answered.json()) as {
      readonly predictions: readonly { readonly probabilities: Record<string, number> }[]
    }
    return predictions[0]?.probabilities ?? {}
  }
  assert.ok(Number((await ask(clerk))['<=50K']) > 0.9)
  assert.ok(Number((await ask(manager))['>50K']) > 0.8)
  const wrong = await fetch(`${service}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...clerk, 'capital-gain': 'much' }),
  })
  const { detail } = (await wrong.json()) as { readonly detail: string }
  assert.deepEqual(
    [wrong.status, detail],
    [400, 'Row 1: "capital-gain" is "much", but must be a whole number.'],
  )
}
