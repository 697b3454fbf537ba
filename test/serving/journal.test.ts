import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { appendFile, copyFile, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createLog } from '../../src/base/index.ts'
import {
  compactJournals,
  findInJournals,
  findPrediction,
  fsPredictionJournal,
  listJournals,
  newestPredictions,
  openService,
  type OpenService,
} from '../../src/serving/index.ts'
import {
  promote,
  registerVersion,
  servedStore,
  surfHeight,
  surfService,
  type ServedStore,
} from './served-surf.ts'

async function openSurf(store: ServedStore): Promise<OpenService<typeof surfHeight>> {
  const journal = fsPredictionJournal(surfService, { state: store.state, now: store.now })
  return openService({ ...store, journal }, surfService)
}

async function journaledStore(): Promise<ServedStore> {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  return store
}

async function ask(service: OpenService<typeof surfHeight>, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let asked = 0; asked < count; asked += 1) {
    const { predictions } = await service.predict([{ beachId: 'lahinch' }])
    ids.push(...predictions.map(({ predictionId }) => predictionId))
  }
  return ids
}

test('every answer of a process that was killed is in its journal, and is compacted', async () => {
  const store = await servedStore()
  const script = fileURLToPath(new URL('keep-predicting.ts', import.meta.url))
  const child = spawn(process.execPath, [script, store.state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const printed: string[] = []
  for await (const line of createInterface(child.stdout)) {
    printed.push(line)
    if (printed.length === 500) child.kill('SIGKILL')
  }
  await ended
  assert.ok(printed.length >= 500)
  // The last line may have been cut by the kill, as the journal's may.
  const answered = printed.filter((id) => id.length === (printed[0]?.length ?? 0))
  for (const id of answered) {
    const found = await findInJournals(store, id)
    assert.deepEqual([found?.id, found?.service], [id, 'surf'])
  }
  const { predictionCount } = await compactJournals(store, surfService)
  assert.ok(predictionCount >= answered.length)
  const last = await findPrediction(store, [surfHeight], answered.at(-1) ?? '')
  assert.equal(last?.id, answered.at(-1))
  assert.deepEqual(await listJournals(store), [])
  await store.close()
})

test('requests of one turn of the event loop are all written before they are answered', async () => {
  const store = await journaledStore()
  const service = await openSurf(store)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => service.predict([{ beachId: 'easkey' }])),
  )
  const [journal] = await listJournals(store, 'surf')
  const lines = (await readFile(journal?.path ?? '', 'utf8')).trim().split('\n')
  assert.deepEqual(
    lines.slice(1).map((line) => (JSON.parse(line) as { id: string }).id),
    answers.flatMap(({ predictions }) => predictions.map((one) => one.predictionId)),
  )
  await service.close()
  await store.close()
})

test('the newest predictions are found at the end of a long journal', async () => {
  const store = await journaledStore()
  const service = await openSurf(store)
  const ids = await ask(service, 400)
  for (const count of [3, 150, 399, 1000]) {
    const newest = await newestPredictions(store, surfService, count)
    assert.deepEqual(
      newest.map(({ id }) => String(id)),
      ids.toReversed().slice(0, count),
    )
  }
  await service.close()
  await store.close()
})

test('a prediction is read back as it was answered', async () => {
  const store = await journaledStore()
  const service = await openSurf(store)
  const [answer] = (await service.predict([{ beachId: 'lahinch', height: null }])).predictions
  const found = await findPrediction(store, [surfHeight], answer?.predictionId ?? '')
  const { tookMs, ...told } = found ?? {}
  assert.ok(tookMs !== undefined && tookMs > 0)
  assert.deepEqual(told, {
    id: answer?.predictionId,
    model: 'surf-height',
    version: 1,
    origin: 'online',
    service: 'surf',
    key: { beachId: 'lahinch' },
    at: store.now(),
    value: answer?.waveHeight,
    knownBy: store.now(),
    madeAt: store.now(),
    features: { beach: 'lahinch', height: null, highest: 2.4, power: null },
    deliveries: {},
    commits: { swells: 1 },
    overrides: { height: null },
  })
  await service.close()
  await compactJournals(store, surfService)
  assert.deepEqual(await findPrediction(store, [surfHeight], answer?.predictionId ?? ''), found)
  await store.close()
})

test('a line that was torn by a kill is left out, and the log says so', async () => {
  const lines: string[] = []
  const own = await journaledStore()
  const store = { ...own, log: createLog(own.now, 'warn', ({ text }) => lines.push(text)) }
  const service = await openSurf(store)
  const ids = await ask(service, 3)
  await service.close()
  const [journal] = await listJournals(store, 'surf')
  await appendFile(journal?.path ?? '', '{"id":"prd_torn","model":"surf-he')
  const { predictionCount } = await compactJournals(store, surfService)
  assert.equal(predictionCount, 3)
  assert.match(lines[0] ?? '', /left out 1 torn line\(s\) of .*\.ndjson: never answered/)
  const newest = await newestPredictions(store, surfService, 10)
  assert.deepEqual(newest.map(({ id }) => id).toSorted(), ids.toSorted())
  await store.close()
})

test('a journal is moved once, also when its compaction was killed before the file was removed', async () => {
  const store = await journaledStore()
  const service = await openSurf(store)
  await ask(service, 4)
  await service.close()
  const [journal] = await listJournals(store, 'surf')
  const path = journal?.path ?? ''
  await copyFile(path, `${path}.kept`)
  const first = await compactJournals(store, surfService)
  assert.deepEqual([first.journalCount, first.predictionCount, first.commit?.rowCount], [1, 4, 4])

  await copyFile(`${path}.kept`, path)
  assert.deepEqual(await compactJournals(store, surfService), {
    commit: undefined,
    journalCount: 0,
    predictionCount: 0,
  })
  assert.deepEqual(await listJournals(store), [])
  assert.equal((await store.commits.summary('surf-height-predictions')).rowCount, 4)
  await store.close()
})

test('the journal of a living process stays until it is ended, and answers go on in the next one', async () => {
  const store = await journaledStore()
  const journal = fsPredictionJournal(surfService, { state: store.state, now: store.now })
  const service = await openService({ ...store, journal }, surfService)
  await ask(service, 2)
  assert.equal((await compactJournals(store, surfService)).predictionCount, 0)
  await journal.rotate()
  const [later] = await ask(service, 1)
  assert.equal((await compactJournals(store, surfService)).predictionCount, 2)
  assert.equal((await findInJournals(store, later ?? ''))?.id, later)
  assert.equal((await newestPredictions(store, surfService, 10)).length, 3)
  await service.close()
  await store.close()
})

test('answers of two versions are moved in one commit, with a batch for each', async () => {
  const store = await journaledStore()
  await registerVersion(store, { offset: 1 })
  const service = await openSurf(store)
  await ask(service, 1)
  await promote(store, 2)
  await service.refresh()
  await ask(service, 2)
  await service.close()
  await compactJournals(store, surfService)
  const batches = await store.database.queries
    .selectFrom('prediction_batches')
    .select(['version', 'row_count'])
    .orderBy('version')
    .execute()
  assert.deepEqual(
    batches.map(({ version, row_count: rowCount }) => [version, rowCount]),
    [
      [1, 1],
      [2, 2],
    ],
  )
  assert.equal((await store.commits.list('surf-height-predictions')).length, 1)
  await store.close()
})

test('an answer that can not be written down is not given', async () => {
  const store = await journaledStore()
  await appendFile(`${store.state}/journal`, 'a file where the folder should be')
  const service = await openSurf(store)
  await assert.rejects(service.predict([{ beachId: 'lahinch' }]), {
    code: 'serving.journalNotWritable',
    kind: 'outside',
  })
  assert.equal(service.state().predictionCount, 0)
  await store.close()
})
