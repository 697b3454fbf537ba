import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { appendRows, groupRelation, limitCommits } from '../../src/features/index.ts'
import {
  groupSource,
  newestPredictions,
  predictMany,
  predictionsGroup,
  replayPrediction,
  withFileSource,
  type ManyOptions,
} from '../../src/serving/index.ts'
import {
  float,
  ident,
  parseCsv,
  readTableFile,
  sql,
  text,
  timestamp,
  writeTable,
} from '../../src/table/index.ts'
import {
  hours,
  noon,
  registerVersion,
  reports,
  servedStore,
  surf,
  surfHeight,
  surfService,
  tellSwells,
  type ServedStore,
} from './served-surf.ts'

const columns = {
  beachId: text(),
  at: timestamp(),
  waveHeight: float(),
  version: float(),
  predictionId: text(),
}

async function storeWithVersion(): Promise<ServedStore> {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  return store
}

/** A row for every minute from noon on. */
function csvOf(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const beach = at % 2 === 0 ? 'lahinch' : 'easkey'
    return `${beach},${new Date(noon.getTime() + at * 60_000).toISOString()},${at}`
  })
  return `${['beachId,at,note', ...lines].join('\n')}\n`
}

async function predictFile(
  store: ServedStore,
  file: string,
  options: Partial<ManyOptions> & { readonly out: string },
) {
  const path = join(store.root, file)
  return withFileSource(store.engine, surfHeight, { path, name: file }, async (source) => ({
    ignored: source.ignored,
    ...(await predictMany(store, {
      model: surfHeight,
      source,
      version: 1,
      chosenBy: 'champion',
      pieceRows: 40,
      ...options,
    })),
  }))
}

async function readOut(file: string) {
  return [...parseCsv(await readFile(file, 'utf8'), columns)]
}

async function storedIds({ engine, ...store }: ServedStore): Promise<string[]> {
  const { relation } = await groupRelation(store, predictionsGroup(surfHeight))
  const rows = await engine.rows(sql`select "predictionId" as id from ${relation}`)
  return rows.map(({ id }) => String(id)).toSorted()
}

test('rows of a file are predicted piece by piece, and written in their order in each format', async () => {
  const store = await storeWithVersion()
  await writeFile(join(store.root, 'rows.csv'), csvOf(130))
  const out = join(store.root, 'out.csv')
  const made = await predictFile(store, 'rows.csv', { out })
  const { rowCount, resumedCount, ignored, version } = made
  assert.deepEqual(
    { rowCount, resumedCount, ignored, version },
    {
      rowCount: 130,
      resumedCount: 0,
      ignored: ['note'],
      version: 1,
    },
  )
  const rows = await readOut(out)
  assert.deepEqual(
    rows.map(({ beachId, at }) => `${beachId},${at.toISOString()}`),
    csvOf(130)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/,\d+$/, '')),
  )
  assert.deepEqual(await storedIds(store), rows.map(({ predictionId }) => predictionId).toSorted())
  const replay = await replayPrediction(
    store,
    { models: [surfHeight], services: [] },
    rows[77]?.predictionId ?? '',
  )
  assert.deepEqual([replay.isEqual, replay.value], [true, rows[77]?.waveHeight])

  const given = [...parseCsv(csvOf(130), { beachId: text(), at: timestamp(), note: text() })]
  await store.engine.withRows(columns, given, (table) =>
    writeTable(
      store.engine,
      sql`select "beachId", "at" from ${ident(table)}`,
      join(store.root, 'rows.parquet'),
    ),
  )
  const lines = given.map((row) => JSON.stringify(row))
  await writeFile(join(store.root, 'rows.ndjson'), lines.join('\n'))
  for (const [file, read] of [
    ['rows.parquet', 'again.ndjson'],
    ['rows.ndjson', 'again.parquet'],
  ] as const) {
    await predictFile(store, file, { out: join(store.root, read), asOf: noon })
    const again = await readTableFile(store.engine, join(store.root, read))
    assert.deepEqual(
      again.map((row) => [row['beachId'], row['waveHeight'], row['predictionId']]),
      rows.map((row) => [row.beachId, row.waveHeight, row.predictionId]),
    )
  }
  // The same rows as of the same moment were not predicted a second time, whatever the file.
  assert.equal((await storedIds(store)).length, 130)
  assert.deepEqual(await readdir(join(store.root, 'batches')), [])
  await store.close()
})

test('a batch that is killed again and again has each row once in the end', async () => {
  const store = await storeWithVersion()
  const [rows, out] = [join(store.root, 'rows.csv'), join(store.root, 'out.csv')]
  await writeFile(rows, csvOf(400))
  const script = fileURLToPath(new URL('predict-rows.ts', import.meta.url))
  for (const killAfter of [1, 3]) {
    const args = [script, store.root, rows, out, String(killAfter)]
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    assert.equal(signal, 'SIGKILL', stderr)
    assert.ok(!(await readdir(store.root)).includes('out.csv'), 'it was killed before its end')
  }
  // What has come in since makes no difference to a batch that was begun.
  await tellSwells(store, 0, 12, 5)
  const { rowCount, resumedCount } = await predictFile(store, 'rows.csv', { out })
  assert.equal(rowCount, 400)
  assert.ok(resumedCount >= 40, `${resumedCount} rows were done`)
  const written = await readOut(out)
  assert.equal(new Set(written.map(({ at }) => at.getTime())).size, 400)
  const ids = written.map(({ predictionId }) => predictionId).toSorted()
  assert.deepEqual(await storedIds(store), ids)
  await store.close()
})

test('the rows of the labels’ group know what was known at their own moments', async () => {
  const store = await storeWithVersion()
  const told = [0, 6, 12].map((ahead) => ({
    beachId: 'lahinch',
    observedAt: hours(ahead),
    waveHeight: 3,
  }))
  await appendRows(store, reports, told, { knownAt: hours(24) })
  // Known after the first of the three moments.
  await tellSwells(store, 0, 24, 9, hours(3))
  const source = groupSource(store, surf, { until: hours(12) })
  const out = join(store.root, 'out.csv')
  const many = { model: surfHeight, source, version: 1, chosenBy: 'champion', out }
  const { rowCount } = await predictMany(store, many)
  assert.equal(rowCount, 2)
  const stored = await newestPredictions(store, { ...surfService }, 10)
  assert.deepEqual(stored, [], 'hindcasts are no answers of the service')
  const [first, second] = await readOut(out)
  for (const [row, height] of [
    [first, 2.4],
    [second, 10.1],
  ] as const) {
    const { prediction, isEqual } = await replayPrediction(
      store,
      { models: [surfHeight], services: [] },
      row?.predictionId ?? '',
    )
    assert.deepEqual(
      [prediction.features['height'], prediction.knownBy, isEqual],
      [height, row?.at, true],
    )
  }
  await store.close()
})

test('what is wrong with a file is told before anything is predicted', async () => {
  const store = await storeWithVersion()
  const write = (name: string, content: string) => writeFile(join(store.root, name), content)
  await write('head.csv', 'beachId,at\n')
  await write('empty.csv', '')
  await write('column.csv', 'beachID,at\nlahinch,2026-03-01\n')
  await write('row.csv', 'beachId,at\nlahinch,2026-03-01\nlahinch,tomorrow\n')
  await write('rows.txt', 'beachId\nlahinch\n')
  const out = join(store.root, 'out.csv')
  const fails = (file: string, code: string, message: RegExp, to = out) =>
    assert.rejects(predictFile(store, file, { out: to }), { code, message })
  await fails('none.csv', 'serving.batchFileMissing', /no file none\.csv/)
  await fails('empty.csv', 'serving.batchFileWrong', /empty\.csv can't be read: .*there is no head/)
  await fails('column.csv', 'serving.batchColumnMissing', /has no column "beachId".*beachID/)
  await fails('row.csv', 'serving.batchRowWrong', /row\.csv: Row 2: "at" is "tomorrow"/)
  await fails('rows.txt', 'serving.batchFileWrong', /its ending tells no table format/)
  await fails(
    'head.csv',
    'serving.batchOutWrong',
    /out\.txt: its ending/,
    join(store.root, 'out.txt'),
  )
  assert.deepEqual(await storedIds(store), [])

  assert.equal((await predictFile(store, 'head.csv', { out })).rowCount, 0)
  assert.equal(await readFile(out, 'utf8'), 'beachId,at,waveHeight,version,predictionId\n')
  const then = { ...store, commits: limitCommits(store.commits, {}) }
  assert.equal(await groupSource(then, surf, {}).count({ knownBy: noon, commits: {} }), 0)
  await store.close()
})
