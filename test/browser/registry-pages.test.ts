import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { sqlModelNotes } from '../../src/registry/index.ts'
import { refreshTides, startTides } from '../server/tide-project.ts'
import { overflowOf } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

test('a version tells what it came from, what the gates found, and what people say of it', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const notes = sqlModelNotes(server.project)
  await notes.writeCard('level', { intendedUse: 'Sailing into harbours', notFor: 'Dikes' })
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/models/level`)
  const table = page.getByRole('region', { name: 'Versions of level' })
  await table.getByText('checked, champion').waitFor()
  await table.getByRole('link', { name: 'v1' }).click()

  await page.getByRole('heading', { level: 1, name: 'version 1' }).waitFor()
  const lineage = page.getByRole('group', { name: 'Lineage of version 1' })
  const kinds = await lineage.locator('.kind').allInnerTexts()
  for (const kind of ['source', 'training set', 'model version', 'service']) {
    assert.ok(kinds.includes(kind), `${kind} of ${kinds.join(', ')}`)
  }
  await page.getByText('Sailing into harbours').waitFor()
  await page.getByText('People have yet to write: caveats', { exact: false }).waitFor()
  const metrics = page.getByRole('region', { name: 'How good it is' })
  await metrics.getByText('–').first().waitFor()
  assert.equal(await overflowOf(page), 0)
  await page.setViewportSize({ width: 400, height: 800 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})

test('a person writes the card and approves a version on its page, with a reason that is kept', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/models/level/versions/1`)
  await page.getByRole('button', { name: 'Approve …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve level version 1' })
  await dialog.getByText('Its card does not say yet: intended use', { exact: false }).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Approve it' }).isDisabled(), true)
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Write it' }).click()
  await page.getByLabel('Intended use').fill('Sailing into **harbours**')
  await page.getByLabel('Not meant for').fill('Dikes')
  await page.getByLabel('Caveats').fill('- Never saw a storm <img src=x onerror=alert(1)>')
  await page.getByRole('button', { name: 'Save the card' }).click()
  await page.locator('.model-card strong', { hasText: 'harbours' }).waitFor()
  await page.getByText('<img src=x onerror=alert(1)>', { exact: false }).waitFor()

  await page.getByRole('button', { name: 'Approve …' }).click()
  await dialog.getByLabel(/^Reason/).fill('The pilots agreed')
  await dialog.getByRole('button', { name: 'Approve it' }).click()
  await page.locator('.page-name').getByText('approved, champion').waitFor()
  await page.getByText('“The pilots agreed”', { exact: false }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Approve …' }).count(), 0)
  await page.setViewportSize({ width: 390, height: 800 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})
