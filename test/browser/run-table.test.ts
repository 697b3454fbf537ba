import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import type { OpenedProject } from '../../src/project/index.ts'
import { openHarbour } from '../server/catch-project.ts'
import { addExperiment, addLoggedRun, addRunFile, loggedRunsOf } from '../server/logged-project.ts'
import { overflowOf } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

async function addNets(project: OpenedProject): Promise<readonly string[]> {
  const experimentId = await addExperiment(project, 'nets')
  const ids: string[] = []
  for (const [at, depth] of ['3', '10', '3', '7'].entries()) {
    const start = { experimentId, name: `net ${at}`, depth, startMs: Date.now() - 1000 * at }
    ids.push(await addLoggedRun(project, { ...start, losses: [1, 0.5, (at + 1) / 10] }))
  }
  return ids
}

function namesOf(page: Page): Promise<string[]> {
  return page.locator('.run-grid tbody th.name a').allInnerTexts()
}

test('runs are filtered with proposals, sorted, grouped, pinned and chosen, and the address keeps it', async (t) => {
  const { server, project } = await openHarbour(t)
  const ids = await addNets(project)
  const { page, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/runs`)
  const grid = page.getByRole('grid', { name: 'Runs' })
  await grid.getByRole('link', { name: 'net 3' }).waitFor()
  await page.locator('svg.sparkline path').first().waitFor()

  const bar = page.getByRole('combobox', { name: 'Filter the runs' })
  await bar.fill('dep')
  await page.getByRole('option', { name: /params.depth/ }).click()
  await page.getByRole('option', { name: /^= is$/ }).click()
  await page.getByRole('option', { name: "'3'" }).waitFor()
  await bar.press('ArrowDown')
  await bar.press('Enter')
  assert.equal(await bar.inputValue(), "params.depth = '3' ")
  await bar.press('Enter')
  await grid.getByRole('link', { name: 'net 1' }).waitFor({ state: 'detached' })
  assert.deepEqual(await namesOf(page), ['net 0', 'net 2'])
  assert.match(page.url(), /filter=params.depth/)

  await bar.fill("params.depth = '3' OR metrics.loss <")
  await bar.press('Enter')
  await page.getByText('Expected numeric value type', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Take the filter away' }).click()
  await grid.getByRole('link', { name: 'net 3' }).waitFor()

  await grid.getByRole('button', { name: 'loss' }).click()
  await page.waitForURL(/sort=-m\.loss/)
  assert.deepEqual(await namesOf(page), ['net 3', 'net 2', 'net 1', 'net 0'])
  await page.getByLabel('Group by').selectOption('p.depth')
  await grid.getByText('2 runs').waitFor()
  await grid.getByRole('button', { name: 'Fold 3' }).click()
  await grid.getByRole('link', { name: 'net 2' }).waitFor({ state: 'detached' })
  await page.getByLabel('Group by').selectOption('')

  await grid.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('p')
  await page.keyboard.press('Home')
  await page.waitForURL(/pin=/)
  assert.deepEqual(await namesOf(page), ['net 0', 'net 3', 'net 2', 'net 1'])
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.getByText('2 chosen').waitFor()

  const { page: other } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await other.goto(page.url())
  await other.getByText('2 chosen').waitFor()
  assert.deepEqual(await namesOf(other), ['net 0', 'net 3', 'net 2', 'net 1'])
  await other.close()

  await page.getByText('Columns', { exact: true }).click()
  await page.getByLabel('Find a column').fill('team')
  await page.getByRole('checkbox', { name: /^team/ }).check()
  await grid.getByRole('columnheader', { name: 'team' }).waitFor()
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Compare 2 runs' }).waitFor()
  assert.match(page.url(), new RegExp(`runs=${ids[0]}`))
  // The refused filter is told by the browser as well.
  assert.deepEqual(
    errors.filter((error) => !error.includes('400')),
    [],
  )
  await page.close()
})

test('a run that a program logs meanwhile appears, goes on, and ends in sight', async (t) => {
  const { server, project } = await openHarbour(t)
  const runs = loggedRunsOf(project)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs`)
  await page.getByRole('heading', { name: 'Nothing ran yet' }).waitFor()
  await page.getByText(`MLFLOW_TRACKING_URI=${server.url}`).waitFor()
  const id = await addLoggedRun(project, { name: 'live net' })
  await page.getByRole('link', { name: 'live net' }).click()
  await page.locator('.page-name').getByText('running').waitFor()
  await runs.logBatch(id, {
    metrics: [{ key: 'loss', value: 0.0625, step: 2, atMs: Date.now() }],
  })
  await page.getByRole('row', { name: 'loss 0.0625' }).waitFor()
  await runs.update(id, { status: 'FINISHED', endMs: Date.now() })
  await page.locator('.page-name').getByText('succeeded').waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('a run shows its curves, note, files, code and data', async (t) => {
  const { server, project } = await openHarbour(t)
  const losses = Array.from({ length: 3000 }, (_, at) => 1 / (1 + at))
  const id = await addLoggedRun(project, {
    name: 'deep net',
    losses: losses.slice(0, 900),
    tags: [{ key: 'mlflow.source.git.commit', value: 'abcdef0123' }],
  })
  const runs = loggedRunsOf(project)
  await runs.logBatch(id, {
    metrics: losses
      .slice(900, 1800)
      .map((value, at) => ({ key: 'loss', value, step: 900 + at, atMs: at })),
  })
  await runs.logBatch(id, {
    metrics: [1, 2].map((step) => ({ key: 'system/cpu', value: step, step, atMs: step })),
  })
  await runs.logInputs(id, {
    datasets: [{ name: 'catches', digest: 'd1', sourceType: 'local', source: 'c.csv', tags: [] }],
    models: [],
  })
  await addRunFile(project, id, 'tables/catch.csv', 'boat,kg\nspray,12\n')
  await addRunFile(
    project,
    id,
    'net.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  )
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${id}?smooth=0.6&log=xy`)
  const chart = page.getByRole('figure', { name: 'loss' })
  await chart.locator('svg path').first().waitFor()
  assert.equal(await page.getByLabel('log y').isChecked(), true)
  await page.getByLabel('log x').uncheck()
  await page.waitForURL(/log=y/)
  await page.getByRole('button', { name: 'Write one' }).click()
  await page.getByLabel('In Markdown').fill('## Tried\n\n[bad](javascript:alert(1)) <b>bold</b>')
  await page.getByRole('button', { name: 'Save the note' }).click()
  await page.locator('.markdown').getByRole('heading', { name: 'Tried' }).waitFor()
  assert.equal(await page.locator('.markdown a, .markdown b').count(), 0)

  await page.getByRole('button', { name: 'Files' }).click()
  await page.getByRole('img', { name: 'net.svg' }).waitFor()
  await page.getByRole('button', { name: 'catch.csv' }).click()
  await page
    .getByRole('region', { name: 'First rows of tables/catch.csv' })
    .getByText('spray')
    .waitFor()
  await page.getByRole('button', { name: 'Code and data' }).click()
  await page.getByText('abcdef0123').waitFor()
  await page.getByText('catches').waitFor()
  await page
    .getByRole('group', { name: 'What of the run' })
    .getByRole('button', { name: 'System' })
    .click()
  await page.getByRole('figure', { name: 'system/cpu' }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('many runs are compared by curves, lines through their values, dots, tables and code', async (t) => {
  const { server, project } = await openHarbour(t)
  const ids = await addNets(project)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/compare?runs=${ids.join(',')}`)
  await page.getByRole('figure', { name: 'loss' }).locator('svg path').first().waitFor()
  await page.getByRole('button', { name: 'Parallel' }).click()
  const parallel = page.getByRole('figure', { name: 'Runs through their values' })
  assert.equal(await parallel.locator('path.line').count(), 4)
  await parallel.locator('path.line').first().hover({ force: true })
  await parallel.getByRole('link', { name: /^net/ }).waitFor()
  const axis = await parallel.locator('rect.catch').first().boundingBox()
  assert.ok(axis !== null)
  await page.mouse.move(axis.x + 14, axis.y + axis.height)
  await page.mouse.down()
  await page.mouse.move(axis.x + 14, axis.y + 0.8 * axis.height)
  await page.mouse.up()
  assert.equal(await parallel.locator('path.out').count(), 2)
  await page.getByRole('button', { name: 'Scatter' }).click()
  await page.getByRole('figure', { name: 'loss against depth' }).locator('circle').first().waitFor()
  await page.getByRole('button', { name: 'Parameters and metrics' }).click()
  await page.getByRole('row', { name: 'depth 3 10 3 7' }).waitFor()
  await page.getByText('All 1 are the same.').waitFor()
  await page.getByRole('button', { name: 'Leave net 1 out' }).click()
  await page.getByRole('row', { name: 'depth 3 3 7' }).waitFor()
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await page.getByText('Not both have told their commit', { exact: false }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('ten thousand runs are in the table, of which few are drawn, and scroll', async (t) => {
  const { server, project } = await openHarbour(t)
  await addLoggedRun(project, { name: 'first', startMs: 0 })
  await addManyRuns(project, 9_999)
  const { page, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  // As text: what runs in the page knows the page, not this file.
  await page.addInitScript(`new MutationObserver((_, observer) => {
    if (document.querySelector('.run-grid tbody th.name a') === null) return
    performance.mark('runs shown')
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })`)
  await page.goto(`${server.url}/runs`)
  await page.locator('.run-grid tbody th.name a').first().waitFor()
  const tookMs = await page.evaluate(`performance.getEntriesByName('runs shown')[0].startTime -
    performance.getEntriesByType('resource').find(({ name }) => name.includes('/run-table')).responseEnd`)
  // Told, not held to: on a machine that has much else to do it takes longer.
  t.diagnostic(`shown ${Number(tookMs).toFixed(0)} ms after the data arrived`)
  const grid = page.getByRole('grid', { name: 'Runs' })
  assert.equal(await grid.getAttribute('aria-rowcount'), '10001')
  assert.equal((await grid.getByRole('row').count()) < 80, true)
  await grid.focus()
  await page.keyboard.press('End')
  await grid.getByRole('link', { name: 'first', exact: true }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

/** In few statements: one run at a time would take a minute. */
async function addManyRuns({ database }: OpenedProject, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, at) => at.toString(16).padStart(32, '0'))
  await database.transaction(async ({ queries }) => {
    for (let from = 0; from < count; from += 1000) {
      const some = ids.slice(from, from + 1000)
      await queries
        .insertInto('logged_runs')
        .values(
          some.map((run_id, at) => ({
            run_id,
            experiment_id: 0,
            name: `run ${from + at}`,
            user_name: 'maeve',
            status: 'FINISHED',
            start_ms: 1e12 + 1000 * (from + at),
            end_ms: 1e12 + 1000 * (from + at) + 500,
            lifecycle: 'active' as const,
            deleted_ms: null,
          })),
        )
        .execute()
      for (const key of ['loss', 'mae', 'r2']) {
        await queries
          .insertInto('latest_metrics')
          .values(
            some.map((run_id, at) => ({
              run_id,
              key,
              step: 1,
              at_ms: 0,
              value: Math.sin(from + at + key.length),
              is_nan: 0 as const,
              about: null,
            })),
          )
          .execute()
      }
      for (const key of ['depth', 'rate', 'optimizer', 'batch']) {
        await queries
          .insertInto('logged_params')
          .values(some.map((run_id, at) => ({ run_id, key, value: String((from + at) % 17) })))
          .execute()
      }
    }
  })
}

test('none of these pages is wider than a phone', async (t) => {
  const { server, project } = await openHarbour(t)
  const ids = await addNets(project)
  await addRunFile(
    project,
    ids[0] ?? '',
    'a/very/deep/folder/of/files/with-a-long-name.txt',
    'calm',
  )
  const { page } = await openPage(browser, {
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  })
  const paths = [
    '/runs',
    '/runs?group=p.depth',
    `/runs/${ids[0]}`,
    ...['files', 'code', 'system'].map((view) => `/runs/${ids[0]}?view=${view}`),
    ...['', 'parallel', 'scatter', 'values', 'code'].map(
      (view) => `/runs/compare?runs=${ids.join(',')}&view=${view}`,
    ),
  ]
  for (const path of paths) {
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
    assert.equal(await overflowOf(page), 0, path)
  }
  await page.close()
})
