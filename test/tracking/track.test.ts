import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { systemClock } from '../../src/base/index.ts'
import { track } from '../../src/project/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../src/storage/index.ts'
import {
  parseGraphics,
  recoverTrackedRuns,
  sqlLoggedFiles,
  sqlLoggedRunStore,
  watchSystem,
  type TrackedRun,
} from '../../src/tracking/index.ts'
import { temporaryProject } from '../project/temporary-project.ts'

async function openProjectFolder(t: TestContext) {
  const folder = await temporaryProject(t, { 'swell.config.ts': '', 'package-lock.json': '{}' })
  const path = join(folder, '.swell/metadata.sqlite')
  const database = await openSqliteDatabase(path, { now: systemClock })
  t.after(() => database.close())
  const runs = sqlLoggedRunStore({ session: database, now: systemClock })
  const blobs = fsBlobStore(join(folder, '.swell/blobs'))
  const tracking = join(folder, '.swell/tracking')
  return { folder, database, runs, blobs, files: sqlLoggedFiles(database), tracking }
}

const pairs = (list: readonly { readonly key: string; readonly value: unknown }[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, value]))

test('what one’s own code logs is a run with all that was logged', async (t) => {
  const { folder, runs, blobs, files } = await openProjectFolder(t)
  await writeFile(join(folder, 'notes.txt'), 'low tide')
  const seen: TrackedRun[] = []
  const start = { experiment: 'tides', name: 'first', group: 'spring', params: { depth: 3 } }
  const result = await track({ ...start, folder, system: false }, async (run) => {
    seen.push(run)
    run.metric('loss', 0.5)
    run.metric('loss', Number.NaN)
    run.metrics({ loss: 0.25, rate: Number.POSITIVE_INFINITY }, { step: 7, at: new Date(5) })
    run.tag('team', 'sea')
    run.note('**Calm**')
    await run.params({ seed: [1, 2], depth: 3 })
    await run.file('notes.txt', { path: join(folder, 'notes.txt') })
    await run.json('made/of.json', { salt: 0.035 })
    await run.figure('loss.svg', '<svg/>')
    await run.table('tides.json', [{ port: 'Galway', height: 4.5 }, { port: 'Doolin' }])
    await run.image('beach', new Uint8Array([0xff, 0xd8]), { step: 2, at: new Date(9) })
    await run.dataset({ name: 'tides', digest: '12ab', source: 'tides@3', context: 'training' })
    await run.model('tide-model', { files: { 'model.onnx': new Uint8Array([8]) }, type: 'onnx' })
    await run.track({ name: 'fold 1', params: { fold: 1 } }, (inner) => inner.metric('loss', 1))
    return 'done'
  })
  assert.equal(result, 'done')
  const run = await runs.get(seen[0]?.id ?? '')
  assert.deepEqual([run.name, run.status, seen[0]?.experiment], ['first', 'FINISHED', 'tides'])
  assert.deepEqual(pairs(run.params), { depth: '3', seed: '[1,2]' })
  assert.deepEqual(pairs(run.metrics), { loss: 0.25, rate: Number.MAX_VALUE })
  const { items } = await runs.listHistory(run.id, 'loss')
  assert.deepEqual(
    items.map(({ step, value }) => [step, value]),
    [
      [0, 0.5],
      [1, Number.NaN],
      [7, 0.25],
    ],
  )
  const tags = pairs(run.tags)
  assert.equal(tags['team'], 'sea')
  assert.equal(tags['swell.group'], 'spring')
  assert.equal(tags['mlflow.note.content'], '**Calm**')
  assert.match(String(tags['swell.lockfile.package-lock.json']), /^[0-9a-f]{64}$/)
  assert.match(String(tags['swell.runtime']), /^node v\d+/)
  assert.deepEqual(run.datasets[0]?.name, 'tides')
  const root = `1/${run.id}/artifacts/`
  const kept = (await files.listBelow(root.slice(0, -1))).map(({ path }) => path.slice(root.length))
  const [image, ...others] = kept.filter((path) => path.startsWith('images/'))
  assert.match(image ?? '', /^images\/beach\+step\+2\+timestamp\+9\+[0-9a-f-]+\.jpg$/)
  assert.deepEqual(others, [])
  const table = await files.find(`${root}tides.json`)
  assert.ok(table)
  assert.equal(
    Buffer.from(await blobs.get(table.digest)).toString(),
    '{"columns":["port","height"],"data":[["Galway",4.5],["Doolin",null]]}',
  )
  assert.ok(kept.includes('code/package-lock.json') && kept.includes('made/of.json'))
  assert.equal(run.outputModels.length, 1)
  const below = await runs.search({
    filter: `tags.\`mlflow.parentRunId\` = '${run.id}'`,
    orderBy: [],
    lifecycles: ['active'],
    limit: 9,
    offset: 0,
  })
  assert.deepEqual(
    below.items.map(({ name, status, params }) => [name, status, pairs(params)]),
    [['fold 1', 'FINISHED', { fold: '1' }]],
  )
})

test('a run whose work throws has failed, and the work’s error is what the caller gets', async (t) => {
  const { folder, runs } = await openProjectFolder(t)
  let id = ''
  const work = (run: TrackedRun) => {
    id = run.id
    run.metric('loss', 1)
    throw new RangeError('too deep')
  }
  await assert.rejects(track({ folder, system: false }, work), { message: 'too deep' })
  const { status, tags, metrics } = await runs.get(id)
  assert.deepEqual(
    [status, pairs(tags)['swell.error'], pairs(metrics)],
    ['FAILED', 'RangeError: too deep', { loss: 1 }],
  )
})

test('a run goes on where it was, and a parameter that was another is refused', async (t) => {
  const { folder, runs } = await openProjectFolder(t)
  const id = await track({ folder, system: false, params: { depth: 3 } }, (run) => run.id)
  await track({ folder, system: false, resume: id }, async (run) => {
    run.metric('loss', 1, { step: 4 })
    await assert.rejects(run.params({ depth: 4 }), { code: 'tracking.paramChanged' })
    assert.throws(() => run.metric('../loss', 1), { code: 'tracking.loggedValueWrong' })
    assert.throws(() => run.metric('loss', 1, { at: new Date(-5) }), /nonnegative/)
    await assert.rejects(run.text('../secrets', ''), { code: 'tracking.loggedValueWrong' })
  })
  assert.deepEqual(pairs((await runs.get(id)).metrics), { loss: 1 })
})

/** A process that logs; what it has told of is logged. */
async function startLogging(t: TestContext, ...args: readonly string[]) {
  const script = join(import.meta.dirname, 'log-until-killed.ts')
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const reached = async (count: number) => {
    while (lines.length <= count) await once(reader, 'line')
    return (lines[0] ?? '').slice('run '.length)
  }
  const kill = async () => {
    // Its output may end a moment before it does.
    const ended = [once(child.stdout, 'close'), once(child, 'exit')]
    child.kill('SIGKILL')
    await Promise.all(ended)
    return Number(lines.at(-1))
  }
  return { reached, kill }
}

test('no point that was logged is lost when its process is killed, and none is there twice', async (t) => {
  const { folder, database, runs, tracking } = await openProjectFolder(t)
  const first = await startLogging(t, folder, 'a')
  const id = await first.reached(300)
  const second = await startLogging(t, folder, 'b', id)
  await second.reached(100)
  const lastOfFirst = await first.kill()
  const deps = { database, now: systemClock }
  // The other one still writes: the run goes on.
  assert.deepEqual(await recoverTrackedRuns(deps, tracking), [])
  const lastOfSecond = await second.kill()
  const recovered = await Promise.all([
    recoverTrackedRuns(deps, tracking),
    recoverTrackedRuns(deps, tracking),
  ])
  assert.deepEqual([...new Set(recovered.flat())], [id])
  for (const [name, last] of [
    ['a', lastOfFirst],
    ['b', lastOfSecond],
  ] as const) {
    const { items } = await runs.listHistory(id, `loss ${name}`)
    const steps = items.map(({ step }) => step)
    assert.ok(steps.length > last, `${steps.length} points of ${last + 1}`)
    assert.deepEqual(
      steps,
      steps.map((_, at) => at),
    )
  }
  assert.equal((await runs.get(id)).status, 'KILLED')
  assert.deepEqual(await readdir(tracking), [])
})

test('a million points take seconds', async (t) => {
  const { folder, runs } = await openProjectFolder(t)
  const id = await track({ folder, system: false }, (run) => {
    for (let step = 0; step < 200_000; step += 1) {
      run.metrics({ a: step, b: -step, c: 1, d: 2, e: 3 }, { step })
    }
    return run.id
  })
  const { pointCount } = await runs.readCurve(id, 'e', 10)
  assert.equal(pointCount, 200_000)
})

test('the machine is watched while a run goes on', async (t) => {
  const { folder } = await openProjectFolder(t)
  const told = Promise.withResolvers<Readonly<Record<string, number>>>()
  const watch = watchSystem({ everyMs: 1, folder, record: told.resolve })
  const values = await told.promise
  await watch.stop()
  assert.ok((values['system/system_memory_usage_percentage'] ?? 0) > 0)
  assert.ok((values['system/disk_available_megabytes'] ?? 0) > 0)
  assert.ok((values['system/cpu_utilization_percentage'] ?? -1) >= 0)
  assert.deepEqual(parseGraphics('35, 1024, 4096, 70.5\n'), {
    'system/gpu_0_utilization_percentage': 35,
    'system/gpu_0_memory_usage_megabytes': 1024,
    'system/gpu_0_memory_usage_percentage': 25,
    'system/gpu_0_power_usage_watts': 70.5,
  })
})
