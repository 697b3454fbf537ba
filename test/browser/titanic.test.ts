import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { overflowOf } from './dashboard-journey.ts'
import { openPage } from './open-page.ts'
import { startExample, type StartedExample } from './start-example.ts'

let now = new Date('2026-11-21T09:00:00Z')
let titanic: StartedExample
let browser: Browser

before(async () => {
  const example = { name: 'titanic', assignments: ['dailyDays=20'], now: () => now }
  ;[titanic, browser] = await Promise.all([startExample(example), openBrowser()])
})

after(async () => {
  await browser?.close()
  await titanic?.close()
})

async function openAt(address: string, width = 1440, colorScheme: 'light' | 'dark' = 'light') {
  const opened = await openPage(browser, { colorScheme, viewport: { width, height: 900 } })
  await opened.page.goto(address)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

interface Asked {
  readonly chosen: Readonly<Record<string, string>>
  readonly filled: Readonly<Record<string, string>>
}

async function ask(page: Page, { chosen, filled }: Asked): Promise<string> {
  const field = (label: string) => page.getByLabel(label, { exact: true })
  for (const [label, value] of Object.entries(chosen)) await field(label).selectOption(value)
  for (const [label, value] of Object.entries(filled)) await field(label).fill(value)
  const answered = page.waitForResponse(/\/services\/titanic\/predict$/)
  await page.getByRole('button', { name: 'Ask the service' }).click()
  await answered
  await page.locator('.reply').waitFor()
  return page.locator('.reply .answer').innerText()
}

const lady: Asked = {
  chosen: { Sex: 'female', Class: '1' },
  filled: { Age: '30', Fare: '90', 'Siblings and spouse': '1' },
}
const stoker: Asked = {
  chosen: { Sex: 'male', Class: '3' },
  filled: { Age: '', Fare: '7.5', 'Siblings and spouse': '0' },
}

test('the model beats the majority by far, and its held-out accuracy is as one knows it', async () => {
  const version = await titanic.project.models.find('survival', 1)
  const accuracy = version?.evaluation.metrics['accuracy'] ?? 0
  assert.equal(version?.evaluation.rowCount, 182)
  assert.ok(accuracy > 0.76, `${accuracy}`)
  assert.ok((version.baselines['mostFrequent']?.['accuracy'] ?? 1) < 0.7)
  const alias = await titanic.project.models.findAlias('survival', 'champion')
  assert.equal(alias?.version, 1)
})

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test(`the page opens from disk, ${scheme}, ${width} pixels wide, and says why it can’t ask`, async () => {
    const { page, errors } = await openAt(pathToFileURL(titanic.page).href, width, scheme)
    assert.match(await page.locator('main').innerText(), /most likely (survived|was lost)/)
    const drawn = await page.evaluate("document.querySelector('.newest img').naturalWidth")
    assert.ok(Number(drawn) > 0)
    assert.equal(await page.locator('.offline').isVisible(), true)
    assert.equal(await overflowOf(page), 0)
    assert.deepEqual(errors, [])
    await page.close()
  })
}

test('the form asks the service: a lady of the first class is saved, a man of the third is not', async () => {
  const { page, errors } = await openAt(`${titanic.url}/site/titanic/`)
  assert.equal(await page.locator('.offline').isVisible(), false)
  assert.match(await ask(page, lady), /^Most likely survived: .*%/)
  assert.equal(await page.locator('.said-yes').isVisible(), true)
  assert.match(await ask(page, stoker), /^Most likely was lost: /)
  assert.deepEqual(
    [await page.locator('.said-yes').isVisible(), await page.locator('.said-no').isVisible()],
    [false, true],
  )
  await page.getByRole('button', { name: 'As it is' }).click()
  assert.equal(await page.locator('.reply').isVisible(), false)
  assert.deepEqual(errors, [])
  await page.close()
})

test('what the service refuses is told in its own words', async () => {
  const { page } = await openAt(`${titanic.url}/site/titanic/`)
  await page.route(/\/services\/titanic\/predict$/, (route) =>
    route.fulfill({ status: 409, json: { title: 'No version serves yet.' } }),
  )
  assert.equal(await ask(page, lady), 'No version serves yet.')
  await page.close()
})

test('each prediction is kept as a dated picture that the server shows', async () => {
  const files = (await readdir(join(dirname(titanic.page), 'predictions'))).toSorted()
  assert.equal(files.length, 20)
  assert.equal(files.at(-1), '2026-11-21-911.svg')
  const text = await readFile(join(dirname(titanic.page), 'predictions', files[0] ?? ''), 'utf8')
  assert.match(text, /^<svg [\s\S]*2026-11-02 · \d+ %/)
  const reply = await fetch(`${titanic.url}/site/titanic/predictions/${files.at(-1)}`)
  assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'image/svg+xml'])
})

test('a day later there is one passenger more, and what came of the last one', async () => {
  now = new Date('2026-11-22T09:00:00Z')
  await titanic.run()
  const { page } = await openAt(`${titanic.url}/site/titanic/`)
  assert.match(await page.locator('main').innerText(), /The passenger of Sun 22 Nov/)
  const history = await page.locator('#history').innerText()
  assert.match(history, /Of 20 passengers whose outcome is known/)
  await page.close()
})
