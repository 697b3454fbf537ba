import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { makeFixture } from './make-fixture.ts'
import { endAt, runSwell } from './run-swell.ts'
import { readContent, readFaults } from './store-content.ts'

const folder = mkdtempSync(join(tmpdir(), 'swell-kill-'))
const now = '2026-11-21T12:00:00Z'
let project: string

before(async () => {
  project = await makeFixture(folder)
})

after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the pipeline on a state of its own; killed after so long, if that comes first, or when it has loaded a group. */
async function runDaily(state: string, kill?: number | 'loaded') {
  const killed = kill === 'loaded' ? endAt('insert into "commits"', 'SIGKILL') : {}
  const env = { SWELL_NOW: now, SWELL_STATE: join(folder, state), ...killed }
  let timer: NodeJS.Timeout | undefined
  const began = performance.now()
  const ended = await runSwell(['run', 'daily'], {
    cwd: project,
    env,
    onStart: (child) => {
      if (typeof kill === 'number') timer = setTimeout(() => child.kill('SIGKILL'), kill)
    },
  })
  clearTimeout(timer)
  return { ...ended, tookMs: performance.now() - began }
}

test('a run that is killed again and again leaves the store whole and ends as an undisturbed one', async () => {
  const undisturbed = await runDaily('undisturbed')
  assert.equal(undisturbed.code, 0, undisturbed.stderr)
  const wanted = await readContent(project, join(folder, 'undisturbed'))
  assert.deepEqual(
    Object.keys(wanted.groups),
    ['counts', 'weather', 'riders-predictions'],
    'there is something to compare',
  )

  // The first run of all fills the compile cache; the second tells how long one takes.
  const { tookMs } = await runDaily('timed')
  // Each round begins with nothing, so that kills reach every step, not only a run with nothing to do.
  const random = seededRandom('kill')
  for (let round = 1; round <= 3; round += 1) {
    const state = `round-${round}`
    const { signal } = await runDaily(state, 'loaded')
    assert.equal(signal, 'SIGKILL')
    for (let at = 0; at < 4; at += 1) {
      // From when Node has started; what is left to do becomes less with each run of the round.
      const killAfterMs = tookMs * (0.15 + (0.75 - 0.15 * at) * random.next())
      await runDaily(state, killAfterMs)
      assert.deepEqual(await readFaults(project, join(folder, state)), [], `${state}, kill ${at}`)
    }
    const last = await runDaily(state)
    assert.equal(last.code, 0, last.stderr)
    assert.deepEqual(await readContent(project, join(folder, state)), wanted, state)
  }
})
