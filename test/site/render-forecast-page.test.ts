import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { renderForecastPage } from '../../src/site/index.ts'
import { surfPage } from './surf-page.ts'

const nasty = `<script>alert("1")</script>&'`
const nothing = { id: 'lahinch', name: 'Lahinch', forecast: [], reports: [], earlier: [] }

test('the page refers to nothing outside but in links', () => {
  const page = renderForecastPage(surfPage())
  const outside = [...page.matchAll(/(\S+?)=?["'(]?https?:\/\/[^"'\s)]+/g)].map(([text]) => text)
  assert.deepEqual(outside, [
    'href="http://localhost:4300/',
    'href="https://polar.ncep.noaa.gov/waves/',
  ])
  assert.doesNotMatch(page, /@import|url\(|src="/)
})

test('every element is closed in the order in which it was opened', () => {
  assert.deepEqual(unbalanced(renderForecastPage(surfPage())), [])
  assert.deepEqual(
    unbalanced(renderForecastPage(surfPage({ places: [nothing], howWeDid: [] }))),
    [],
  )
})

test('an id stands once in a page, and what is pointed at exists', () => {
  const page = renderForecastPage(surfPage())
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length)
  const targets = [...page.matchAll(/(?:href="#|aria-labelledby="|aria-describedby=")([^"]+)"/g)]
  assert.deepEqual(
    targets.map(([, id]) => id).filter((id) => !ids.includes(id)),
    [],
  )
})

test('text from outside never becomes markup', () => {
  const { places, model } = surfPage()
  const page = renderForecastPage(
    surfPage({
      title: nasty,
      introduction: nasty,
      unit: nasty,
      valueLabel: nasty,
      schedule: nasty,
      places: places.map((place, i) => ({ ...place, id: `${nasty}${i}`, name: nasty })),
      ...(model && { model: { ...model, name: nasty, trainedOn: nasty, baseline: nasty } }),
    }),
  )
  assert.doesNotMatch(page, /<script>alert/)
  assert.match(
    page,
    /<title>&#60;script&#62;alert\(&#34;1&#34;\)&#60;\/script&#62;&#38;&#39;<\/title>/,
  )
  assert.deepEqual(unbalanced(page), [])
})

test('tokens cannot end the style sheet', () => {
  const page = renderForecastPage(surfPage({ tokensCss: `</style>${nasty}` }))
  assert.equal(page.match(/<\/style>/g)?.length, 1)
})

test('a link that would run something is left out', () => {
  const page = renderForecastPage(surfPage({ links: { dashboard: ' javascript:alert(1)' } }))
  assert.doesNotMatch(page, /javascript:|Open the dashboard/)
})

test('only the script that the policy names may run', () => {
  const page = renderForecastPage(surfPage())
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')
  const digests = scripts.map((text) => createHash('sha256').update(text).digest('base64'))
  assert.equal(digests.length, 1)
  assert.ok(page.includes(`script-src &#39;sha256-${digests[0]}&#39;`))
})

test('the forecast is there to download, in both times', () => {
  const page = renderForecastPage(surfPage())
  const address =
    /download="lahinch-forecast.csv"\s+href="data:text\/csv;charset=utf-8,([^"]+)"/.exec(page)
  const lines = decodeURIComponent(address?.[1] ?? '').split('\r\n')
  assert.equal(lines.length, 121)
  assert.equal(lines[0], 'time_utc,time_Europe/Dublin,value_ft,low_ft,high_ft')
  assert.match(
    lines[1] ?? '',
    /^2026-11-21T06:00:00\.000Z,"Sat 21 Nov, 06:00",[\d.]+,[\d.]+,[\d.]+$/,
  )
})

test('a page without forecast, reports or model says so, and when that will change', () => {
  const { model: _, ...page } = surfPage({ places: [nothing], howWeDid: [] })
  const text = textOf(renderForecastPage(page))
  assert.match(text, /There is no forecast yet\. Forecasts are made every 12 hours, next 23:11\./)
  assert.match(text, /There are no reports from Lahinch yet/)
  assert.match(text, /Nothing has come true yet/)
  assert.match(text, /None has been trained yet\./)
})

test('a page without places says so', () => {
  assert.match(
    textOf(renderForecastPage(surfPage({ places: [] }))),
    /There are no places to forecast yet\./,
  )
})

test('the same input gives the same page', () => {
  assert.equal(renderForecastPage(surfPage()), renderForecastPage(surfPage()))
})

/** What is opened and not closed, or closed and not open. Our own pages write every end tag. */
function unbalanced(page: string): readonly string[] {
  const open: string[] = []
  const wrong: string[] = []
  const markup = page.replace(/<(script|style)([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>')
  for (const [, end, name = '', rest = ''] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g,
  )) {
    if (rest.endsWith('/')) continue
    if (end === '') open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

function textOf(page: string): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}
