import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import type { DecisionReply } from '../../src/api/index.ts'
import { atMost, deliverAlerts, listAlerts, runMonitor } from '../../src/monitoring/index.ts'
import { judgeVersion } from '../../src/training/index.ts'
import { judgedTides, noon, openTides, refreshTides, startTides } from '../server/tide-project.ts'
import { overflowOf } from './dashboard-journey.ts'
import { monitorReplies, type MonitorReplies } from './monitor-replies.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

/*
 * What the pages make of a month of drift, which a server of a test does not have, is asked of answers that fit the
 * contract (`answerMonitors`); all else of a server with an alert of its own.
 */
const dayMs = 86_400_000

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

/** Answers what is asked of monitors and alerts, of the model `level` that the server has. */
async function answerMonitors(page: Page, replies: MonitorReplies): Promise<URL[]> {
  const asked: URL[] = []
  const { monitor, runs, series, alerts, objective } = replies
  const summary = Object.fromEntries(
    Object.entries(monitor).filter(([name]) => name !== 'latest' && name !== 'series'),
  )
  const own = '/api/v1/monitors/iris-daily'
  const fixed: Readonly<Record<string, unknown>> = {
    '/api/v1/monitors': { monitors: [summary] },
    [own]: monitor,
    [`${own}/runs`]: { runs: runs.toReversed() },
    [`${own}/series`]: series,
    [`${own}/what-if`]: { runCount: 30, firedCount: 0, fired: [] },
    '/api/v1/alerts': { alerts },
    '/api/v1/objectives': { objectives: [objective] },
  }
  await page.route(/\/api\/v1\/(?:monitors|alerts|objectives)\b/, async (route) => {
    const url = new URL(route.request().url())
    asked.push(url)
    const run = new RegExp(`^${own}/runs/(.+)$`).exec(url.pathname)?.[1]
    const json = run === undefined ? fixed[url.pathname] : replies.run(run)
    await (json === undefined ? route.continue() : route.fulfill({ json }))
  })
  return asked
}

function repliesOfLevel(now = new Date()): MonitorReplies {
  const replies = monitorReplies(now)
  const watches = { ...replies.monitor.watches, name: 'level' }
  return { ...replies, monitor: { ...replies.monitor, watches } }
}

test('a monitor: what its rules say, each column beside its reference, and a slider back to when it was right', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { page, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await answerMonitors(page, repliesOfLevel())
  await page.goto(`${server.url}/monitors/iris-daily`)
  const rules = page.getByRole('region', { name: 'What the rules say' })
  assert.match(await rules.getByRole('listitem').first().innerText(), /critical/)
  const right = page.getByRole('region', { name: 'Is it right?' })
  await right.locator('svg').getByText('came true', { exact: true }).waitFor()
  await right.getByText('at least 0.8').first().waitFor()

  const given = page.getByRole('region', { name: 'What the model was given' })
  await given.getByText('2 of 3 columns lie otherwise', { exact: false }).waitFor()
  const together = given.getByRole('list', { name: 'All columns together' })
  assert.match(await together.innerText(), /drifted .*error 1\.9, usual 0\.8 to 1\.4/)
  const slider = page.locator('.slider input[type=range]')
  await slider.fill('0')
  await given.getByText('None of 3 columns', { exact: false }).waitFor()
  assert.equal(new URL(page.url()).searchParams.get('run'), 'mrun_29')
  // The address holds the window: who opens it sees the same.
  await page.reload()
  await given.getByText('None of 3 columns', { exact: false }).waitFor()
  assert.equal(await overflowOf(page), 0)
  await page.setViewportSize({ width: 390, height: 844 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})

test('how a model is doing: is it right, is the data as it was, what changed, since when', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { page, errors } = await openPage(browser, { colorScheme: 'dark' })
  // The evening of the day on which the project of the test was refreshed.
  const evening = new Date(noon.getTime() + 6 * 3_600_000)
  await page.clock.setFixedTime(evening)
  await answerMonitors(page, repliesOfLevel(evening))
  await page.goto(server.url)
  const doing = page.getByRole('region', { name: 'How models are doing' })
  await doing.getByText('No: classAccuracy is 0.69', { exact: false }).waitFor()
  await page.goto(`${server.url}/models/level`)
  const inUse = page.getByRole('region', { name: 'In use' })
  await inUse.getByText('No: classAccuracy is 0.69', { exact: false }).waitFor()
  await inUse.getByRole('link', { name: 'How it is doing' }).click()
  await page.getByRole('heading', { level: 1, name: 'How level is doing' }).waitFor()
  const answers = page.locator('.questions')
  await answers
    .getByText('No: classAccuracy is 0.69, wanted is at least 0.8, since', { exact: false })
    .waitFor()
  await answers.getByText('No: driftedShare is 0.67', { exact: false }).waitFor()
  await answers.getByText(/In 90 days deployments: 1, data commits: \d/).waitFor()
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts()
  assert.deepEqual(headings, [
    'Is it right?',
    'Is the data as it was?',
    'What changed, and since when?',
    'What if the limit were another?',
    'What was decided',
  ])
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})

test('an alert: its chart, the rows, what changed upstream, the next step; a person takes it on, silences it, makes it a gate', async (t) => {
  const project = await openTides(t, judgedTides)
  const server = await startTides(t, project)
  await refreshTides(server)
  const [monitor] = project.definition.monitors
  assert.ok(monitor)
  const days = { from: new Date(noon.getTime() - 6 * dayMs), to: noon }
  await runMonitor(project, monitor, { asked: { kind: 'range', ...days } })

  const { page, errors } = await openPage(browser)
  await page.clock.setFixedTime(noon)
  await page.goto(`${server.url}/monitors/level-accuracy`)
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.getByRole('link', { name: 'mae is at most 0.001' }).waitFor()
  await deliverAlerts({ ...project, tell: () => undefined }, monitor.tell)

  // The limit that would not have told of it, tried on what was measured.
  const tried = page.getByRole('region', { name: 'What if the limit were another?' })
  await tried.getByText('With at most 0.001 it would have fired 1 time in 90 days').waitFor()
  await tried.getByRole('spinbutton', { name: 'limit' }).fill('5')
  await tried.getByText('With at most 5 it would have fired never in 90 days').waitFor()

  await page.goto(`${server.url}/monitors`)
  await page.locator('.page-name').getByText('1 alert wants a person').waitFor()
  await page.getByRole('link', { name: 'See the alert' }).click()
  await page.getByRole('heading', { level: 1, name: 'mae is at most 0.001' }).waitFor()
  const happened = page.getByRole('region', { name: 'What happened' })
  await happened.getByText('at most 0.001', { exact: true }).waitFor()
  const upstream = page.getByRole('region', { name: 'What changed upstream' })
  await upstream.getByRole('link', { name: 'level: version 1 was trained' }).waitFor()
  const next = page.getByRole('region', { name: 'The next step' })
  await next.getByText('swell retrain level --dry-run').waitFor()
  await next.getByText("gates: [atMost('mae', 0.001)],").waitFor()
  const rows = page.getByRole('region', { name: 'The rows' })
  assert.match((await rows.getByRole('row').allInnerTexts()).join(), /predicted.*truth[^]*doolin/)
  await page.getByText('log, that it fires').waitFor()
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    assert.equal(await overflowOf(page), 0)
  }

  await page.getByRole('button', { name: 'Silence …' }).click()
  const quiet = page.getByRole('dialog', { name: 'Tell nobody for a while' })
  await quiet.getByText('a day', { exact: true }).click()
  await quiet.getByRole('button', { name: 'Silence it' }).click()
  await page.getByText('silent until Mon 2 Mar 12:00').waitFor()
  await page.getByRole('button', { name: 'I am at it …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Say that you are at it' })
  await dialog.getByLabel('Note, for those who look as well').fill('the gauge was moved')
  await dialog.getByRole('button', { name: 'I am at it' }).click()
  await page.getByText('acknowledged: the gauge was moved').waitFor()

  const [alert] = await listAlerts(project.database, { limit: 1 })
  assert.deepEqual([alert?.state, alert?.acknowledgedBy], ['acknowledged', 'HTTP request'])
  // The line that the page gives, in the model: the version that broke the rule is not promoted again.
  const [level] = project.definition.models
  assert.ok(level && 'gates' in level)
  const gated = { ...level, gates: [atMost('mae', 0.001)] }
  const { results } = await judgeVersion(project, gated, 1, 'champion')
  assert.deepEqual(
    results.map(({ gate, held }) => [gate, held]),
    [['mae is at most 0.001', false]],
  )
  assert.deepEqual(errors, [])
})

test('a decision: what was asked and found; a person accepts one proposal and declines the next', async (t) => {
  const server = await startTides(t)
  const { page, errors } = await openPage(browser)
  const said: unknown[] = []
  const states = new Map<string, 'proposed' | 'promoted' | 'declined'>()
  await page.route(/\/api\/v1\/decisions\b/, async (route) => {
    const [, id = '', verb] = /decisions\/(dec_\w+)(?:\/(\w+))?$/.exec(route.request().url()) ?? []
    if (verb !== undefined) {
      said.push([id, verb, route.request().postDataJSON()])
      states.set(id, verb === 'accept' ? 'promoted' : 'declined')
    }
    const state = states.get(id) ?? 'proposed'
    const json = id === '' ? { decisions: [] } : decisionReply(id, state)
    await route.fulfill({ json })
  })
  await page.goto(`${server.url}/decisions/dec_one`)
  await page.getByText('Proposed 2 because mae 0.4 instead of 0.6').waitFor()
  for (const name of ['What was asked, and what was found', 'Both on the same rows', 'Gates']) {
    await page.getByRole('heading', { level: 2, name }).waitFor()
  }
  assert.equal(await overflowOf(page), 0)
  await page.getByLabel('Reason, for those who look back').fill('seen by the team')
  await page.getByRole('button', { name: 'Make version 2 champion' }).click()
  await page.getByText('accepted, by HTTP request').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Make version 2 champion' }).count(), 0)

  await page.goto(`${server.url}/decisions/dec_two`)
  await page.getByRole('button', { name: 'Keep version 1' }).click()
  await page.getByText('declined, by HTTP request').waitFor()
  assert.deepEqual(said, [
    ['dec_one', 'accept', { reason: 'seen by the team' }],
    ['dec_two', 'decline', {}],
  ])
  assert.deepEqual(errors, [])
})

function decisionReply(id: string, state: 'proposed' | 'promoted' | 'declined'): DecisionReply {
  const at = '2026-03-01T12:00:00.000Z'
  const verb = state === 'promoted' ? 'accepted' : 'declined'
  return {
    id,
    model: 'level',
    policy: 'level',
    alias: 'champion',
    state,
    startedAt: at,
    decidedAt: at,
    by: 'the platform',
    because: 'proposed 2 because mae 0.4 instead of 0.6 on the same 80 rows (Δ mae -0.2 ± 0.1)',
    champion: 1,
    candidate: 2,
    answers: [{ question: 'Is there new data?', answer: 'Yes: 80 labelled rows.', verdict: 'yes' }],
    metrics: [{ name: 'mae', better: 'lower', champion: 0.6, candidate: 0.4 }],
    difference: { metric: 'mae', rows: 80, value: -0.2, margin: 0.1 },
    gates: [{ gate: 'mae below 1', held: true, found: '0.4', wanted: 'below 1' }],
    settled: state === 'proposed' ? null : { at, by: 'HTTP request', what: verb },
  }
}

test('where nothing is watched, the pages say so, and how it comes', async (t) => {
  const server = await startTides(t)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/monitors`)
  await page.locator('.page-name').getByText('nothing is watched yet').waitFor()
  await page.getByText('No monitor is declared').waitFor()
  await page.getByText('No alert fires.').waitFor()
  await page.getByText('Nothing was decided yet').waitFor()
  await page.goto(`${server.url}/models/level/health`)
  await page.getByText('No monitor watches it').waitFor()
  assert.equal(await page.locator('.state.bad').count(), 0)
  assert.deepEqual(errors, [])
})
