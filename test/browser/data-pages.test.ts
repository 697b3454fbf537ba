import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { insertCheckReport, type CheckResult } from '../../src/data/index.ts'
import { addHarbours, noon, refreshTides, startTides } from '../server/tide-project.ts'
import { overflowOf, searchFor } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

const depth = 'depth is at most 10'

function judged(holds: boolean): CheckResult {
  const row = { place: { batch: 'south.csv', row: 1 }, values: { name: 'cork', depth: 12 } }
  return {
    check: depth,
    kind: 'row',
    severity: 'refuse',
    holds,
    expected: depth,
    found: holds ? 'no row breaks it' : '1 of 3 rows breaks it',
    failedCount: holds ? 0 : 1,
    batches: [],
    rows: holds ? [] : [row],
  }
}

test('a dataset is read from the list to its versions, its checks and its profile', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { project, url } = server
  await addHarbours(project)
  await addHarbours(project, 'kerry,3')
  for (const [at, holds] of [true, false].entries()) {
    const subject = { kind: 'dataset' as const, name: 'harbours', state: String(at + 1) }
    const verdict = holds ? ('passed' as const) : ('refused' as const)
    const report = { table: 'harbours', rowCount: 3, verdict, results: [judged(holds)] }
    const judgedAt = new Date(noon.getTime() + at)
    await insertCheckReport(project.database, report, { subject, judgedAt })
  }
  const { page, errors } = await openPage(browser)
  await page.goto(`${url}/data`)
  await page.getByRole('main').getByRole('link', { name: 'harbours' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'harbours' }).waitFor()

  const failed = page.getByRole('region', { name: `Rows that break “${depth}”` })
  await failed.getByText('1 of south.csv').waitFor()
  await page.getByLabel('Report').selectOption({ index: 1 })
  await failed.waitFor({ state: 'detached' })
  await page.getByText('1 check held').first().waitFor()

  await page.getByRole('link', { name: 'See what v2 holds' }).click()
  await page.getByRole('heading', { level: 1, name: 'harbours v2' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'What changed since v1' }).waitFor()
  await page.getByText('2 → 3 rows').waitFor()
  const profile = page.frameLocator('iframe[title="Profile of harbours v2"]')
  await profile.getByRole('heading', { level: 1, name: 'harbours@2' }).waitFor()
  await page.getByRole('button', { name: 'beside v1' }).click()
  await profile.getByText('Compared with').waitFor()

  await searchFor(page, 'harb')
  await page.getByRole('heading', { level: 1, name: 'harbours', exact: true }).waitFor()
  assert.deepEqual(errors, [])
  await page.close()

  const { page: phone } = await openPage(browser, { viewport: { width: 390, height: 800 } })
  for (const path of ['/data', '/data/datasets/harbours', '/data/datasets/harbours/2']) {
    await phone.goto(url + path)
    await phone.getByRole('heading', { level: 1 }).waitFor()
    await phone.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
    assert.equal(await overflowOf(phone), 0, path)
  }
  await phone.close()
})

test('what a dataset that is not there lacks is told, with the next step', async (t) => {
  const { url } = await startTides(t)
  const { page } = await openPage(browser)
  await page.goto(`${url}/data/datasets/none`)
  await page.getByRole('alert').getByText('data.datasetNotFound').waitFor()
  await page.goto(`${url}/data`)
  await page.getByRole('heading', { name: 'No datasets' }).waitFor()
  await page.close()
})
