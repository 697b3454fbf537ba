import assert from 'node:assert/strict'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { drawDigit, steadyHand } from '../../examples/digits/drawings/draw-digit.ts'
import { openBrowser } from '../../scripts/open-browser.ts'
import { writePng } from '../serving/images/write-png.ts'
import { overflowOf } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'
import { startExample, type StartedExample } from './start-example.ts'

let digits: StartedExample
let housing: StartedExample
let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
  digits = await startExample({ name: 'digits', assignments: ['drawings=900', 'epochs=6'] })
  housing = await startExample({
    name: 'housing',
    assignments: ['blocks=5000', 'epochs=20', 'learningRate=0.01'],
  })
})

after(async () => {
  await browser?.close()
  await digits?.close()
  await housing?.close()
})

/** A digit in dark ink on white, with margins to the sides. */
function picture(digit: number): Buffer {
  const [size, margin] = [60, 10]
  const ink = drawDigit(digit, size, steadyHand)
  const white = Array.from({ length: margin }, () => 255)
  const lines = Array.from({ length: size }, (_, row) => [
    ...white,
    ...ink.slice(row * size, (row + 1) * size).map((one) => Math.round(255 * (1 - one))),
    ...white,
  ])
  return writePng({ width: size + 2 * margin, height: size, colourType: 0, lines })
}

async function askImage(body: Buffer, type = 'image/png') {
  const response = await fetch(`${digits.url}/services/digits/image?probabilities=true`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
  })
  return { status: response.status, reply: (await response.json()) as Record<string, unknown> }
}

test('an image is sent, and the likeliest digit comes back with how likely each is', async () => {
  for (const digit of [0, 1, 7]) {
    const { status, reply } = await askImage(picture(digit))
    assert.equal(status, 200)
    const [prediction] = reply['predictions'] as {
      readonly digit: number
      readonly probabilities: Readonly<Record<string, number>>
    }[]
    assert.equal(prediction?.digit, digit)
    const shares = Object.values(prediction.probabilities)
    assert.equal(shares.length, 10)
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9)
    const names = Object.keys(prediction.probabilities)
    assert.equal(
      names[shares.indexOf(Math.max(...shares))],
      ['zero', 'one', '', '', '', '', '', 'seven'][digit],
    )
  }
  const { status, reply } = await askImage(Buffer.from('no image'), 'image/jpeg')
  assert.deepEqual([status, reply['code']], [400, 'serving.imageWrong'])
})

test('the page of an image service shows what was uploaded, and bars', async () => {
  const file = join(digits.project.root, 'seven.png')
  await writeFile(file, picture(7))
  const { page, errors } = await openPage(browser)
  await page.goto(`${digits.url}/services/digits`)
  await page.getByLabel(/^Image/).setInputFiles(file)
  await page.getByRole('img', { name: 'What was asked' }).waitFor()
  assert.equal(await page.locator('.answer .figure-number').innerText(), 'seven')
  const bars = page.getByRole('region', { name: 'How likely each class is' }).getByRole('listitem')
  assert.equal(await bars.count(), 10)
  assert.match(await bars.first().innerText(), /^seven/)
  assert.deepEqual(errors, [])
  await page.close()
})

test('a slider is moved by keys, and the value and its contributions follow', async () => {
  const { page, errors } = await openPage(browser)
  await page.goto(`${housing.url}/services/housing`)
  await page.getByRole('button', { name: /^Predict/ }).click()
  const value = page.locator('.answer .figure-number')
  await value.waitFor()
  const added = page.getByRole('region', { name: 'What each feature adds' }).getByRole('listitem')
  assert.equal(await added.count(), 11)
  const first = await value.innerText()
  assert.match(first, /^[\d,]+ USD$/)
  const income = page.getByRole('slider', { name: /^median_income, from / })
  await income.focus()
  for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowRight')
  await value.filter({ hasNotText: first }).waitFor()
  const amount = (text: string) => Number(text.replaceAll(/[^\d]/g, ''))
  assert.ok(amount(await value.innerText()) > amount(first), 'more income is worth more')
  await page.getByRole('button', { name: 'Row 2' }).click()
  await page.getByText('The same as code').click()
  for (const [language, code] of [
    ['Python', /urlopen\(request\)/],
    ['TypeScript', /await fetch\('http/],
    ['curl', /curl http.*services\/housing\/predict/],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click()
    assert.match(await page.locator('.snippets pre').innerText(), code)
  }
  await page.getByText('Requests a second').first().waitFor()
  assert.deepEqual(errors, [])
  await page.close()
})

test('the forms fit a narrow window, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await openPage(browser, { colorScheme, viewport: { width: 390, height: 800 } })
    for (const address of [`${housing.url}/services/housing`, `${digits.url}/services/digits`]) {
      await page.goto(address)
      await page.getByRole('button', { name: /^Predict/ }).waitFor()
      assert.equal(await overflowOf(page), 0, address)
    }
    await page.close()
  }
})

test('programs are greeted where browsers get a page', async () => {
  const address = `${housing.url}/services/housing`
  const response = await fetch(address, { headers: { accept: 'application/json' } })
  const { greeting, service, version, predict } = (await response.json()) as Record<string, unknown>
  assert.deepEqual(
    [response.status, service, version, predict],
    [200, 'housing', 1, '/services/housing/predict'],
  )
  assert.match(String(greeting), /^This is housing\. What a house is worth/)
  const page = await fetch(address, { headers: { accept: 'text/html' } })
  assert.match(await page.text(), /<!doctype html>/i)
})
