import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedClock, isSwellError, type LogLine } from '../../src/base/index.ts'
import { fsBlobStore } from '../../src/storage/index.ts'
import {
  appendLog,
  finishRun,
  getRun,
  listSteps,
  logMetrics,
  newRun,
  openRunLog,
  recordArtifact,
  recoverRuns,
  sqlRunRecords,
  sqlRunStore,
  startRun,
  type RunId,
} from '../../src/tracking/index.ts'
import { noon, temporaryDatabase, temporaryDatabaseFile } from '../storage/temporary-database.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

async function open(t: Parameters<typeof temporaryDatabase>[0]) {
  const database = await temporaryDatabase(t)
  return {
    runs: sqlRunStore(database),
    records: sqlRunRecords(database),
    blobs: fsBlobStore(await temporaryFolder(t)),
    now: fixedClock(noon),
  }
}

test('a run starts, ends, and refuses a second end', async (t) => {
  const deps = await open(t)
  const run = await startRun(deps, { kind: 'training', name: 'surf-height' })
  const ended = await finishRun(deps, run.id, { outcome: 'succeeded', outputs: [1] })
  assert.deepEqual(await getRun(deps, run.id), ended)
  await assert.rejects(finishRun(deps, run.id, { outcome: 'failed' }), (error) => {
    assert(isSwellError(error, 'tracking.runAlreadyEnded'))
    assert.equal(error.message, `Run ${run.id} already ended as succeeded; a run ends once.`)
    return true
  })
})

test('an unknown run is not found, whatever is asked of it', async (t) => {
  const deps = await open(t)
  const id = 'run_0' as RunId
  const artifact = { name: 'a', bytes: new Uint8Array(), mediaType: 'text/plain' }
  for (const ask of [
    () => getRun(deps, id),
    () => finishRun(deps, id, { outcome: 'failed' }),
    () => logMetrics(deps, id, [{ name: 'mae', value: 1 }]),
    () => appendLog(deps, id, []),
    () => recordArtifact(deps, id, artifact),
    () => listSteps(deps, id),
  ]) {
    await assert.rejects(ask(), (error) => isSwellError(error, 'tracking.runNotFound'))
  }
})

test('an end by a clock that was set back is the moment of the start', async (t) => {
  const deps = await open(t)
  const run = await startRun(deps, { kind: 'training', name: 'surf-height' })
  const back = { ...deps, now: fixedClock(new Date(0)) }
  const ended = await finishRun(back, run.id, { outcome: 'succeeded' })
  assert.deepEqual(ended.endedAt, noon)
})

test('an artifact is kept in the blobs', async (t) => {
  const deps = await open(t)
  const run = await startRun(deps, { kind: 'training', name: 'surf-height' })
  const bytes = new TextEncoder().encode('# Card')
  const artifact = await recordArtifact(deps, run.id, {
    name: 'card.md',
    bytes,
    mediaType: 'text/markdown',
  })
  assert.deepEqual(new Uint8Array(await deps.blobs.get(artifact.digest)), bytes)
  assert.deepEqual(await deps.records.listArtifacts(run.id), [artifact])
})

test('lines of a run log are stored in order and heard at once', async (t) => {
  const deps = await open(t)
  const run = await startRun(deps, { kind: 'training', name: 'surf-height' })
  const heard: LogLine[] = []
  const { log, flush } = openRunLog({ ...deps, onLine: (line) => heard.push(line) }, run.id)
  for (let index = 0; index < 50; index += 1) log.info(`tree ${index}`)
  await flush()
  log.warn('done')
  await flush()
  const lines = await deps.records.listLines(run.id)
  assert.deepEqual(
    lines.map(({ level, text }) => `${level} ${text}`),
    [...Array.from({ length: 50 }, (_, index) => `info tree ${index}`), 'warn done'],
  )
  assert.equal(heard.length, 51)
})

test('steps come in the order that the pipeline has planned', async (t) => {
  const deps = await open(t)
  const names = ['load', 'train', 'predict', 'publish']
  const pipeline = await startRun(deps, {
    kind: 'pipeline',
    name: 'surf',
    inputs: { steps: names },
  })
  const steps = names.map((name) => newRun({ kind: 'step', name, parentId: pipeline.id }, noon))
  await deps.runs.insert(steps)
  assert.deepEqual(await listSteps(deps, pipeline.id), steps)
})

test('open runs of a killed process end as interrupted, those of a live one go on', async (t) => {
  const { database, path } = await temporaryDatabaseFile(t)
  const deps = { runs: sqlRunStore(database), now: fixedClock(noon) }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-run.ts'), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const own = await startRun(deps, { kind: 'training', name: 'own' })
  assert.deepEqual(await recoverRuns(deps), [])
  child.kill('SIGKILL')
  await once(child, 'exit')
  const recovered = await recoverRuns(deps)
  assert.deepEqual(
    recovered.map(({ name, status, error }) => [name, status, error?.code]),
    [['held', 'interrupted', 'tracking.runInterrupted']],
  )
  assert.match(recovered[0]?.error?.message ?? '', new RegExp(`process ${child.pid} on `))
  assert.deepEqual(await getRun(deps, own.id), own)
  assert.deepEqual(await recoverRuns(deps), [])
})
