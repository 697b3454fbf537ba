import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { newRun } from '../../src/tracking/index.ts'
import { openHarbour, waits } from '../server/catch-project.ts'
import { overflowOf } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

test('a pipeline that never ran says what to do, and its form is held to the settings', async (t) => {
  const { server } = await openHarbour(t)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/pipelines/day`)
  await page.getByRole('heading', { name: 'It never ran' }).waitFor()
  await page.getByRole('button', { name: 'Run with …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run day with …' })
  await dialog.getByLabel('boats').fill('9')
  await dialog.getByText('It has to be at most 5.').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Start the run' }).isDisabled(), true)
  await dialog.getByLabel('boats').fill('4')
  await dialog.getByText('What would run: 3 of 3 steps').waitFor()
  await dialog.getByText('swell run day --set boats=4').waitFor()
  assert.match(page.url(), /set\.boats=4/)
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  await page.waitForURL(/\/runs\/run_/)
  await page.locator('.page-name').getByText('succeeded').waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('a run is watched live, cancelled, and gone on with', async (t) => {
  const { server, client } = await openHarbour(t)
  const { runId } = await client.runPipeline({
    params: { name: 'day' },
    body: { settings: { sea: 'rough' } },
  })
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${runId}`)
  const steps = page.getByRole('listbox', { name: 'Steps of day' })
  await waits.started.promise
  await steps.getByRole('option', { name: /land.*running.*landing 1 of 3/ }).waitFor()
  await steps.getByRole('option', { name: /sell.*waiting/ }).waitFor()
  await page.getByLabel('Log lines').getByText('The harbour is closed').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.locator('.page-name').getByText('cancelled').waitFor()
  await steps.getByRole('option', { name: /sell.*skipped.*because land failed/ }).waitFor()
  waits.started = Promise.withResolvers()
  await page.getByRole('button', { name: 'Go on from here' }).click()
  await waits.started.promise
  await page.getByText(/to go on with/).waitFor()
  await steps.getByRole('option', { name: /fish.*skipped/ }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.locator('.page-name').getByText('cancelled').waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('a step is chosen by keyboard: why it ran, what went in, what came out, its log', async (t) => {
  const { server, runDay } = await openHarbour(t)
  const id = await runDay()
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${id}`)
  await page.getByRole('listbox', { name: 'Steps of day' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const panel = page.getByRole('group', { name: 'Step land' })
  await panel.getByText('Ran because it has not succeeded before').waitFor()
  await panel.getByText('from fish · 3 rows').waitFor()
  await panel.getByRole('region', { name: 'First rows of caught' }).waitFor()
  assert.match(page.url(), /step=land/)
  await page.getByText('land logged nothing.').waitFor()
  await page.keyboard.press('ArrowUp')
  await page.getByLabel('Log lines').getByText('3 boats go out').waitFor()
  await page.getByLabel('Search the log').fill('leaks')
  await page.getByText('1 line that fits').waitFor()
  assert.equal(await page.getByLabel('Log lines').locator('mark').innerText(), 'leaks')
  await page.getByRole('button', { name: 'Graph' }).click()
  await page
    .getByRole('group', { name: 'Steps of day' })
    .getByRole('button', { name: /sell/ })
    .click()
  await page.getByRole('group', { name: 'Step sell' }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('two runs are compared from the page of one', async (t) => {
  const { server, runDay } = await openHarbour(t)
  await runDay()
  const second = await runDay({ boats: 4 })
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${second}`)
  await page.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('heading', { level: 1, name: 'Compare runs of day' }).waitFor()
  await page.getByText('Different: 1 setting; the results differ from fish on.').waitFor()
  const settings = page.getByRole('region', { name: 'Settings that differ' })
  await settings.getByRole('row', { name: 'boats 3 4' }).waitFor()
  const metrics = page.getByRole('region', { name: 'Metrics of both runs' })
  await metrics.getByRole('row', { name: 'fish boats 3 4 +1' }).waitFor()
  await page.goto(`${server.url}/pipelines/day`)
  await page.getByRole('heading', { name: 'How long the runs took' }).waitFor()
  await page
    .getByRole('link', { name: /^fish succeeded/ })
    .first()
    .waitFor()
  await page.goto(`${server.url}/graph`)
  await page.getByRole('link', { name: 'sell' }).click()
  await page.getByRole('group', { name: 'Step sell' }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('where a run has spent its time is looked at, and set against another run', async (t) => {
  const { server, client } = await openHarbour(t)
  const profiled = async () => {
    const body = { profile: true, cache: false }
    const { runId } = await client.runPipeline({ params: { name: 'day' }, body })
    await server.runner.drain()
    return runId
  }
  const first = await profiled()
  const second = await profiled()
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${second}`)
  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('heading', { level: 1, name: 'Profile of day' }).waitFor()
  const flame = page.getByRole('application', { name: /^Flame graph/ })
  await flame.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/at=/)
  await page.keyboard.press('Escape')
  await page.getByLabel('Compare with').selectOption(first)
  await page.getByText('much more time').waitFor()
  await page.getByRole('region', { name: 'Functions by their own time' }).waitFor()
  assert.match(page.url(), new RegExp(`against=${first}`))
  assert.deepEqual(errors, [])
  await page.close()
})

test('a thousand parts of a step are folded, unfolded, and scrolled without a stutter', async (t) => {
  const { server, project, runDay } = await openHarbour(t)
  const id = await runDay()
  const [fish] = await project.runs.list({ kind: 'step', name: 'fish', limit: 1 })
  const parentId = fish?.id ?? assert.fail('fish did not run')
  const parts = Array.from({ length: 1000 }, (_, at) => ({
    ...newRun({ kind: 'step', name: `boat ${at}`, parentId }, new Date()),
    status: 'succeeded' as const,
    endedAt: new Date(Date.now() + at),
  }))
  for (let at = 0; at < parts.length; at += 500)
    await project.runs.insert(parts.slice(at, at + 500))
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/runs/${id}`)
  await page.getByText('1,000 parts').waitFor()
  await page.getByRole('button', { name: 'Unfold fish' }).click()
  const steps = page.getByRole('listbox', { name: 'Steps of day' })
  await steps.getByRole('option', { name: /boat 0/ }).waitFor()
  assert.equal((await steps.getByRole('option').count()) < 100, true)
  await steps.press('End')
  await steps.getByRole('option', { name: /^sell/ }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('none of these pages is wider than a phone', async (t) => {
  const { server, runDay } = await openHarbour(t)
  await runDay()
  const id = await runDay({ boats: 4 })
  const { page } = await openPage(browser, { viewport: { width: 390, height: 800 } })
  const paths = [
    `/runs/${id}?step=land`,
    `/runs/${id}?view=graph`,
    `/runs/compare?second=${id}`,
    '/runs/compare',
    '/pipelines/day?form=day',
    '/pipelines/day?step=sell',
    '/graph',
    `/runs/${id}/profile`,
  ]
  for (const path of paths) {
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
    assert.equal(await overflowOf(page), 0, path)
  }
  await page.close()
})
