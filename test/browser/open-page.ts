import type { Browser, Page } from 'playwright-core'

/** As `npm start` does it. */
export async function buildDashboardWhereMissing(): Promise<void> {
  const root = new URL('../../', import.meta.url)
  const { isDashboardBuilt, buildDashboard } = (await import(
    new URL('scripts/setup/dashboard.mjs', root).href
  )) as {
    readonly isDashboardBuilt: (root: URL) => boolean
    readonly buildDashboard: (root: URL) => Promise<void>
  }
  if (!isDashboardBuilt(root)) await buildDashboard(root)
}

/** How long a page is waited for: a busy machine is no reason to fail. */
const patienceMs = 180_000

/** A page that takes note of every error in it. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(patienceMs)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { page, errors }
}
