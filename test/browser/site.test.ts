import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { overflowOf } from './dashboard-journey.ts'
import { openPage } from './open-page.ts'
import { startSurf, type Surf } from './surf-server.ts'

let surf: Surf
let browser: Browser

before(async () => {
  ;[surf, browser] = await Promise.all([startSurf(), openBrowser()])
})

after(async () => {
  await browser?.close()
  await surf?.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`the page opens from disk, ${colorScheme}, ${width} pixels wide`, async () => {
      const { page, errors } = await openPage(browser, {
        colorScheme,
        viewport: { width, height: 900 },
      })
      const requests: string[] = []
      page.on('request', (request) => requests.push(new URL(request.url()).protocol))
      await page.goto(pathToFileURL(surf.page).href)
      await page.getByRole('heading', { level: 1 }).waitFor()
      // Each place has its chart in three widths, of which the window shows one.
      const charts = page.locator('figure > svg[role=img]:visible')
      await charts.first().waitFor()
      const box = await charts.first().boundingBox()
      assert.ok(box !== null && box.width > 250 && box.width <= width, JSON.stringify(box))
      assert.equal(await overflowOf(page), 0)
      assert.deepEqual(errors, [])
      assert.deepEqual(
        requests.filter((protocol) => !['file:', 'data:'].includes(protocol)),
        [],
      )
      const ink = String(await page.evaluate('getComputedStyle(document.body).color'))
      const isLightInk = Math.max(...(ink.match(/\d+/g) ?? []).map(Number)) > 128
      assert.equal(isLightInk, colorScheme === 'dark', ink)
      await page.close()
    })
  }
}

test('the server shows the same page, and reports stand beside what was said of them', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${surf.url}/site/surf`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('figure > svg[role=img]:visible').first().waitFor()
  assert.match(await page.locator('body').innerText(), /Lahinch/)
  await page.close()
})
