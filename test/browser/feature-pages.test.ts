import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { freezeView } from '../../src/features/index.ts'
import { byTime } from '../../src/index.ts'
import { getView } from '../../src/project/index.ts'
import { refreshTides, startTides } from '../server/tide-project.ts'
import { overflowOf, searchFor } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

test('a feature is found by its meaning and followed to its group and to who uses it', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/features`)
  await page.getByRole('searchbox', { name: 'Find a feature' }).fill('mean m almanac')
  await page.waitForURL(/q=mean/)
  const found = page.getByRole('region', { name: 'Features found' })
  const row = found.getByRole('row').filter({ hasText: 'meanPull' })
  await row.getByText('mean of the last 1d').waitFor()
  await row.getByRole('link', { name: 'level' }).waitFor()
  await row.getByRole('link', { name: 'meanPull' }).click()

  await page.getByRole('heading', { level: 1, name: 'tides' }).waitFor()
  const panel = page.getByRole('region', { name: 'Feature meanPull' })
  await panel.getByText('Its SQL').click()
  await panel.getByText('with', { exact: false }).first().waitFor()
  const drawn = page.getByRole('group', { name: 'What the view tides joins' })
  const kinds = await drawn.locator('.kind').allInnerTexts()
  assert.deepEqual(new Set(kinds), new Set(['group', 'view', 'model', 'service']))
  await page.getByRole('button', { name: 'Count values from the future' }).click()
  const leaks = page.getByRole('region', { name: 'What naive joins would leak into tides' })
  await leaks.getByRole('row').filter({ hasText: 'meanPull' }).waitFor()

  await panel.getByRole('link', { name: 'almanac.pull' }).click()
  await page.getByRole('heading', { level: 1, name: 'almanac' }).waitFor()
  await page.locator('.multiple.chosen').getByRole('heading', { name: 'pull in m' }).waitFor()
  await page.getByRole('button', { name: 'days', exact: true }).click()
  await page.getByText('deviations from before').first().waitFor()
  const readers = page.getByRole('group', { name: 'What feeds almanac, and what reads it' })
  await readers.getByRole('link', { name: 'level' }).waitFor()
  await page.getByRole('button', { name: /^Profile/ }).click()
  const profile = page.frameLocator('iframe[title="Profile of almanac"]')
  await profile.getByRole('heading', { level: 1, name: 'almanac' }).waitFor()

  await searchFor(page, 'meanPul')
  await page.getByRole('region', { name: 'Feature meanPull' }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('two training sets of a view are held against each other', async (t) => {
  const server = await startTides(t)
  const { project, url } = server
  await refreshTides(server)
  const view = getView(project.definition, 'tides')
  const split = byTime({ test: 0.5 })
  const again = await freezeView(project, view, { split, fingerprint: 'another' })
  assert.equal(again.version, 2)
  const { page, errors } = await openPage(browser)
  await page.goto(`${url}/features/views/tides`)
  await page.getByRole('main').getByRole('link', { name: 'tides v2' }).click()
  await page.getByRole('heading', { level: 1, name: 'tides v2' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'What changed since v1' }).waitFor()
  const moved = page.getByRole('region', { name: 'How training parts moved from v1 to v2' })
  await moved.getByRole('row').filter({ hasText: 'feature.meanPull' }).waitFor()
  await page.getByRole('list', { name: 'Split' }).getByText('40 held out').waitFor()
  await page.getByRole('button', { name: 'beside v1' }).click()
  const profile = page.frameLocator('iframe[title="Profile of tides v2"]')
  await profile.getByText('Compared with').waitFor()
  assert.deepEqual(errors, [])
  await page.close()

  const { page: phone } = await openPage(browser, { viewport: { width: 390, height: 800 } })
  const paths = [
    '/features?q=pull',
    '/features/groups/almanac?by=weeks',
    '/features/views/tides?feature=meanPull&leaks=show',
    `/features/training-sets/${again.id}`,
  ]
  for (const path of paths) {
    await phone.goto(url + path)
    await phone.getByRole('heading', { level: 1 }).waitFor()
    await phone.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
    assert.equal(await overflowOf(phone), 0, path)
  }
  await phone.close()
})

test('what is not there is told with the next step', async (t) => {
  const { url } = await startTides(t)
  const { page } = await openPage(browser)
  await page.goto(`${url}/features/training-sets/set_none`)
  await page.getByRole('alert').getByText('features.trainingSetNotFound').waitFor()
  await page.goto(`${url}/features?q=nowhere`)
  await page.getByText('Nothing is called or described like “nowhere”.').waitFor()
  await page.goto(`${url}/features/views/tides`)
  await page.getByRole('heading', { name: 'Not frozen yet' }).waitFor()
  await page.close()
})
