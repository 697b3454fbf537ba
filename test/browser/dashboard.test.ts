import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import {
  askByForm,
  dashboardPages,
  openFromList,
  openWhy,
  overflowOf,
  readEveryPage,
  searchFor,
} from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'
import { startSurf, type Surf } from './surf-server.ts'

let surf: Surf
let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  ;[surf, browser] = await Promise.all([startSurf(), openBrowser()])
})

after(async () => {
  await browser?.close()
  await surf?.close()
})

test('the overview shows groups, the run, the service and the forecast', async () => {
  const { page, errors } = await openPage(browser)
  await page.goto(surf.url)
  const main = page.getByRole('main')
  for (const name of ['swells', 'reports', 'refresh', 'surf']) {
    await main.getByRole('link', { name, exact: true }).first().waitFor()
  }
  await main.locator('.picture svg').first().waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('every page of the rail shows what it has', async () => {
  const { page, errors } = await openPage(browser)
  await readEveryPage(page, surf.url)
  await openFromList(page, `${surf.url}/models`, 'surf-height')
  await openFromList(page, `${surf.url}/runs`, 'refresh')
  await page.goto(surf.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await searchFor(page, 'swells')
  await page.getByRole('heading', { level: 1, name: 'swells' }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('the form of a service predicts, and the why page leads to the source file', async () => {
  const { page, errors } = await openPage(browser)
  assert.match(await askByForm(page, surf.url, 'surf'), /^\d+(\.\d+)? ft$/)
  const kinds = (await openWhy(page)).map((kind) => kind.toLowerCase())
  for (const kind of ['prediction', 'model version', 'training set', 'delivery', 'source']) {
    assert.ok(kinds.includes(kind), `${kind} among ${kinds.join(', ')}`)
  }
  await page
    .getByRole('group', { name: 'Lineage of the prediction' })
    .getByRole('link', { name: /\.txt$/ })
    .first()
    .waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('a pipeline is run from its page, and its run is shown', async () => {
  const { page, errors } = await openPage(browser)
  await page.goto(`${surf.url}/pipelines/refresh`)
  await page.getByRole('button', { name: 'Run refresh' }).click()
  await page.waitForURL(/\/runs\/run_/)
  await page.getByText('succeeded').first().waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

for (const width of [1440, 390]) {
  test(`no page is wider than a window of ${width} pixels`, async () => {
    const { page } = await openPage(browser, { viewport: { width, height: 900 } })
    const paths = dashboardPages.map(({ path }) => path)
    const things = ['/models/surf-height', '/services/surf', '/features/groups/swells', '/docs']
    for (const path of [...paths, ...things]) {
      await page.goto(surf.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
      assert.equal(await overflowOf(page), 0, path)
    }
    await page.close()
  })
}
