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
