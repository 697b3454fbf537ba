import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('group-change')

interface Shown {
  readonly rowCount: number
  readonly commits: readonly {
    readonly kind: string
    readonly by: string
    readonly rowCount: number
  }[]
  readonly rows: readonly { readonly station: string }[]
}

test('rows are deleted by a file of keys, seen as of before, forgotten, and their segments compacted', async () => {
  const project = await makeFixture(parent)
  const swell = async (...args: string[]) => {
    const { code, stdout, stderr } = await runSwell(args, {
      cwd: project,
      env: { SWELL_NOW: fixtureNow },
    })
    return { code, stdout, stderr }
  }
  const show = async (...args: string[]) => {
    const shown = await swell('group', 'show', 'counts', '--rows', '1000', '--json', ...args)
    assert.equal(shown.code, 0, shown.stderr)
    return JSON.parse(shown.stdout) as Shown
  }
  assert.equal((await swell('group', 'load', 'counts')).code, 0)
  const before = await show()
  const [station = ''] = before.rows.map((row) => row.station)
  const own = before.rows.filter((row) => row.station === station)
  assert.ok(own.length > 0 && own.length < before.rows.length)
  const loadedAt = new Date(new Date(fixtureNow).getTime() + 60_000).toISOString()

  writeFileSync(join(project, 'gone.csv'), `station\n${station}\nnowhere\n`)
  const deleted = await swell('group', 'delete', 'counts', '--keys', 'gone.csv')
  assert.equal(deleted.code, 0, deleted.stderr)
  assert.match(deleted.stdout, /^[\d,]+ rows of counts deleted\.\n1 key had no row\.\n$/)
  const after = await show()
  assert.equal(after.commits[0]?.kind, 'delete')
  assert.notEqual(after.commits[0].by, '')
  assert.deepEqual(
    after.rows.filter((row) => row.station === station),
    [],
  )
  assert.deepEqual((await show('--as-of', '2026-01-01')).rows, [])
  assert.ok((await show('--as-of', loadedAt)).rows.length > 0)

  const compacted = await swell('group', 'compact', 'counts')
  assert.match(compacted.stdout, /^\d+ segments of counts became 1, .+ became .+\.\n$/)
  assert.match((await swell('group', 'compact', 'counts')).stdout, /^Nothing to do/)
  assert.deepEqual((await show()).rows, after.rows)

  const forgotten = await swell('group', 'delete', 'counts', '--keys', 'gone.csv', '--forget')
  assert.match(forgotten.stdout, /[\d,]+ tellings forgotten/)
  assert.deepEqual((await show()).rows, after.rows)

  const past = JSON.parse(
    (await swell('group', 'list', '--json', '--as-of', '2026-01-01')).stdout,
  ) as {
    readonly groups: readonly { readonly name: string; readonly rowCount: number }[]
  }
  assert.deepEqual(
    past.groups.filter(({ rowCount }) => rowCount > 0),
    [],
  )
  const profiled = async (...args: string[]) => {
    const { stdout } = await swell('data', 'profile', 'counts', '--json', ...args)
    return (JSON.parse(stdout) as { readonly profile: { readonly rowCount: number } }).profile
      .rowCount
  }
  // Two stations are left, with 728 days each.
  assert.equal(await profiled(), 1456)
  const early = await swell('data', 'profile', 'counts', '--as-of', '2026-01-01')
  assert.deepEqual([early.code, early.stdout], [6, ''])
  const ofFile = await swell('data', 'profile', 'gone.csv', '--as-of', '2026-01-01')
  assert.deepEqual([ofFile.code, /--as-of is for groups/.test(ofFile.stderr)], [2, true])

  const stats = await swell('group', 'stats', 'counts', '--window', '7d', '--reference', '28d')
  assert.equal(stats.code, 0, stats.stderr)
  assert.match(stats.stdout, /riders .* σ +\S+\n/)
  assert.match(stats.stdout, /\nreference: /)
})

test('a file without the key, a group that is not there and a range for files are wrong use', async () => {
  const project = await makeFixture(parent, 'wrong')
  const swell = (...args: string[]) =>
    runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
  writeFileSync(join(project, 'bad.csv'), 'stations\nrathmines\n')
  const bad = await swell('group', 'delete', 'counts', '--keys', 'bad.csv')
  assert.deepEqual([bad.code, bad.stdout], [6, ''])
  assert.match(bad.stderr, /bad\.csv has no station/)
  assert.equal((await swell('group', 'compact', 'count')).code, 4)
  const range = await swell('group', 'load', 'counts', '--since', '2026-01-01')
  assert.equal(range.code, 2)
  assert.match(range.stderr, /Group counts isn’t loaded by stretches of time/)
})
