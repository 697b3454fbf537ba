import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { compareProfiles, profileTable } from '../../../src/data/index.ts'
import { renderProfile } from '../../../src/site/index.ts'
import { duckdbEngine, sql } from '../../../src/table/index.ts'

const tokensCss = readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8')
const engine = duckdbEngine({ threads: 1 })
after(() => engine.close())

const profileFrom = (start: number) =>
  profileTable(
    engine,
    sql`(select x + ${start} as height, x % 3 = 0 as "open", '<u>' || (x % 4) || '</u>' as "<i>name",
      case when x > 70 then x end as late from range(100) as r(x))`,
  )

test('every column has a section, and every link leads to one', async () => {
  const page = renderProfile(await profileFrom(0), { title: 'levels.csv', tokensCss })
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)
  assert.ok(links.length > 4)
  assert.deepEqual(
    links.filter((id) => !ids.has(id)),
    [],
  )
  assert.equal([...page.matchAll(/<section class="column"/g)].length, 4)
  assert.match(page, /<svg\s+class="histogram"/)
  assert.match(page, /late is missing in 71 % of rows\./)
})

test('names and values are escaped, and nothing is loaded', async () => {
  const page = renderProfile(await profileFrom(0), { title: '<script>', tokensCss })
  const [, body = '', ...others] = page.split('<script>')
  assert.deepEqual(others, [])
  assert.doesNotMatch(page, /<i>name|<u>/)
  const [script = ''] = body.split('</script>')
  const digest = createHash('sha256').update(script).digest('base64')
  assert.ok(page.includes(`script-src &#39;sha256-${digest}&#39;`))
  assert.doesNotMatch(page, /https?:/)
  assert.match(page, /default-src &#39;none&#39;/)
})

test('a comparison sets what was beside what is', async () => {
  const [before, profile] = [await profileFrom(0), await profileFrom(40)]
  const comparison = compareProfiles(before, profile)
  const compared = { title: 'old.csv', profile: before, comparison }
  const page = renderProfile(profile, { title: 'new.csv', tokensCss, compared })
  assert.match(page, /Compared with <b>old\.csv<\/b>/)
  assert.match(page, /<td class="level-much">much<\/td>/)
  assert.match(page, /49\.5 → 89\.5/)
  assert.match(page, /<path\s+class="before"\s+d="M0,/)
})
