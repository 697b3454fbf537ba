import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The pages that every project has, with what a reader sees first on them. */
export const dashboardPages = [
  {
    path: '/',
    heading: /./,
    sections: ['The forecast', 'What is fresh', 'What serves', 'What ran'],
  },
  { path: '/data', heading: 'Data', sections: ['Datasets', 'Checks', 'Sources', 'Deliveries'] },
  { path: '/features', heading: 'Features', sections: ['Groups', 'Views', 'Training sets'] },
  { path: '/pipelines', heading: 'Pipelines', sections: [] },
  { path: '/runs', heading: 'Runs', sections: [] },
  { path: '/models', heading: 'Models', sections: [] },
  { path: '/services', heading: 'Services', sections: [] },
  { path: '/monitors', heading: 'Monitors', sections: ['Freshness'] },
] as const

/** Opens every page of the rail by a click, as a reader would, and finds its sections. */
export async function readEveryPage(page: Page, base: string): Promise<void> {
  await page.goto(base)
  for (const { path, heading, sections } of dashboardPages) {
    await page.locator(`nav[aria-label="Main"] a[href="${path}"]`).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    for (const name of sections) await page.getByRole('heading', { level: 2, name }).waitFor()
    await page.locator('[aria-label="Loading"]').first().waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('alert').count(), 0, `a problem is shown on ${path}`)
  }
}

/** Follows links from a list to the thing itself. */
export async function openFromList(page: Page, list: string, name: string): Promise<void> {
  await page.goto(list)
  await page.getByRole('main').getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** Asks a service by its form; resolves to the answer as it is shown, such as `3.5 ft`. */
export async function askByForm(page: Page, base: string, service: string): Promise<string> {
  await page.goto(`${base}/services/${service}`)
  await page.getByRole('button', { name: /^Predict/ }).click()
  const answer = page.locator('.answer .figure-number')
  await answer.waitFor()
  return answer.innerText()
}

/** From the answer of the form to its lineage; resolves to the kinds of things on the way. */
export async function openWhy(page: Page): Promise<string[]> {
  await page.locator('.answer').getByRole('link', { name: 'Why?' }).click()
  await page.getByRole('heading', { level: 1, name: /^Why .+\?$/ }).waitFor()
  const kinds = await page
    .getByRole('group', { name: 'Lineage of the prediction' })
    .locator('.kind')
    .allInnerTexts()
  return [...new Set(kinds)]
}

/** Searches by keyboard only. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Search everything' }).fill(text)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** How far the page is wider than its window: 0 on every page, at every width. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
}
