import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { compareProfiles, profileRows } from '../../src/data/index.ts'
import { renderProfile } from '../../src/site/index.ts'
import { overflowOf } from './dashboard-journey.ts'
import { openPage } from './open-page.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import {
  firstEdition,
  salaryColumns,
  salaryRows,
  secondEdition,
} from '../data/profiles/salaries.ts'

const report = join(temporaryFolder('profile-report'), 'report.html')
let browser: Browser

before(async () => {
  const tokensCss = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8')
  const options = { by: 'experience_level' }
  const [before, profile] = [
    await profileRows(salaryColumns, salaryRows(firstEdition), options),
    await profileRows(salaryColumns, salaryRows(secondEdition), options),
  ]
  const comparison = compareProfiles(before, profile)
  const compared = { title: 'salaries-2023.csv', profile: before, comparison }
  writeFileSync(report, renderProfile(profile, { title: 'salaries-2024.csv', tokensCss, compared }))
  browser = await openBrowser()
})

after(() => browser?.close())

async function openReport(width: number, colorScheme: 'light' | 'dark') {
  const options = { colorScheme, viewport: { width, height: 900 } }
  const { page, errors } = await openPage(browser, options)
  const asked: string[] = []
  page.on('request', (request) => {
    // Its icon is empty, and in the page itself.
    const { protocol } = new URL(request.url())
    if (protocol !== 'data:') asked.push(protocol)
  })
  await page.goto(pathToFileURL(report).href)
  return { page, errors, asked }
}

test('the report fits a phone and a desk, in light and dark, and asks for nothing', async () => {
  for (const width of [390, 1024, 1440]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, errors, asked } = await openReport(width, colorScheme)
      assert.ok((await overflowOf(page)) <= 0)
      assert.deepEqual([errors, asked], [[], ['file:']])
      await page.close()
    }
  }
})

test('a column is found by its name, and a link leads to one that was not kept', async () => {
  const { page } = await openReport(1440, 'light')
  await page.keyboard.press('/')
  await page.keyboard.type('remote')
  assert.deepEqual(await page.locator('section.column:visible h3').allTextContents(), [
    'remote_ratio',
  ])
  await page.locator('#alerts').getByRole('link', { name: 'job_title' }).click()
  await page.locator('section.column:visible h3', { hasText: 'job_title' }).waitFor()
  assert.equal(await page.locator('section.column:visible').count(), 11)
  await page.close()
})

test('another measure of what goes together is chosen, and light and dark switched', async () => {
  const { page } = await openReport(1440, 'light')
  const shown = page.locator('.chosen-measure:visible')
  assert.equal(await shown.getAttribute('data-measure'), 'strength')
  await page.getByText('Cramér’s V', { exact: true }).click()
  assert.equal(await shown.getAttribute('data-measure'), 'cramers-v')
  await page.getByRole('button', { name: 'Switch to dark' }).click()
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  await page.close()
})

test('the numbers of a chart are a file to take away', async () => {
  const { page } = await openReport(1440, 'light')
  const waiting = page.waitForEvent('download')
  await page.locator('#missing a[download="missing.csv"]').click()
  const path = await (await waiting).path()
  assert.equal(
    readFileSync(path, 'utf8'),
    `column,missing,share\r\ncompany_size,960,${960 / 3755}\r\n`,
  )
  await page.close()
})
