import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  boostedTrees,
  fitModel,
  predictColumns,
  toOnnx,
  type RawRow,
} from '../../src/learn/index.ts'
import { openOnnxCrew, type RunBatch } from '../../src/registry/index.ts'
import { syntheticSurf } from '../learn/synthetic-surf.ts'

async function surfGraph() {
  const { columns, target } = syntheticSurf(400, 'onnx', ['lahinch', 'easkey'])
  const learner = boostedTrees({ trees: 20 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const bytes = toOnnx(fitted, { modelName: 'surf-height', outputName: 'waveHeight' })
  const inputs = fitted.inputs.map(({ name, kind }) => ({ name, kind }))
  const rows = Array.from({ length: 400 }, (_, row): RawRow =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values[row]])),
  )
  const wanted = [...predictColumns(fitted, columns)]
  return { bytes, rows, wanted, options: { inputs, output: 'waveHeight' } }
}

function assertClose(found: ArrayLike<number>, wanted: readonly number[]): void {
  assert.equal(found.length, wanted.length)
  for (const [row, value] of wanted.entries()) {
    const difference = Math.abs((found[row] ?? Number.NaN) - value)
    assert.ok(difference <= 1e-5 * Math.max(1, Math.abs(value)), `row ${row}: ${difference}`)
  }
}

test('what many ask at once is run together, and each is given its own rows', async () => {
  const { bytes, rows, wanted, options } = await surfGraph()
  const ways: readonly { batchRows?: number; threadCount?: number; batchWaitMs?: number }[] = [
    {},
    { threadCount: 2, batchRows: 64 },
    { batchWaitMs: 5, batchRows: 50 },
  ]
  for (const more of ways) {
    const batches: RunBatch[] = []
    const onBatch = (batch: RunBatch) => batches.push(batch)
    const crew = await openOnnxCrew(bytes, { ...options, ...more, onBatch })
    const asked = Array.from({ length: 40 }, (_, at) => rows.slice(at * 10, at * 10 + 10))
    const found = await Promise.all(asked.map((own) => crew.predictMany(own)))
    assertClose(
      found.flatMap((own) => [...own]),
      wanted,
    )
    const sum = (of: (batch: RunBatch) => number) => batches.reduce((all, one) => all + of(one), 0)
    assert.deepEqual([sum((one) => one.rowCount), sum((one) => one.requestCount)], [400, 40])
    const { batchRows = 1024 } = more
    assert.ok(batches.length < 40 && batches.every((one) => one.rowCount <= batchRows))
    crew.rest()
  }
})

test('more rows than go together are run in pieces', async () => {
  const { bytes, rows, wanted, options } = await surfGraph()
  const counts: number[] = []
  const onBatch = ({ rowCount }: RunBatch) => counts.push(rowCount)
  const crew = await openOnnxCrew(bytes, { ...options, batchRows: 150, onBatch })
  assertClose(await crew.predictMany(rows), wanted)
  assert.deepEqual(counts, [150, 150, 100])
  crew.rest()
})

test('a thread that does not answer in time is ended, and another takes its place', async () => {
  const { bytes, rows, wanted, options } = await surfGraph()
  const crew = await openOnnxCrew(bytes, { ...options, patienceMs: 1, batchRows: 1_000_000 })
  const tooMuch = Array.from({ length: 500 }, () => rows).flat()
  await assert.rejects(crew.predictMany(tooMuch), {
    code: 'registry.onnxFailed',
    message: /did not answer in 0.001 s/,
  })
  const patient = await openOnnxCrew(bytes, options)
  assertClose(await patient.predictMany(rows), wanted)
  // Asked again and again it answers as soon as it is quick enough: it has a thread again.
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => crew.predictMany(rows.slice(0, 1))),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') assertClose(outcome.value, wanted.slice(0, 1))
    else assert.match(String(outcome.reason), /did not answer in 0.001 s|are still busy/)
  }
  crew.rest()
  patient.rest()
})

test('of a graph that is always too slow each request is refused, by its time or as its threads are stuck; then it answers again', async () => {
  const { bytes, rows, wanted, options } = await surfGraph()
  const tooMuch = Array.from({ length: 500 }, () => rows).flat()
  const crew = await openOnnxCrew(bytes, {
    ...options,
    patienceMs: 20,
    batchRows: tooMuch.length,
  })
  const codeOf = (error: { code?: unknown }) => error.code
  const codes = await Promise.all(
    Array.from({ length: 5 }, () => crew.predictMany(tooMuch).catch(codeOf)),
  )
  const others = codes.filter((code) => code !== 'registry.onnxFailed')
  assert.equal(codes[0], 'registry.onnxFailed')
  assert.ok(others.every((code) => code === 'registry.graphStuck'))
  // Those that come back make room.
  let answer: Float64Array | undefined
  while (answer === undefined) {
    answer = await crew.predictMany(rows.slice(0, 1)).catch(() => undefined)
    await new Promise((resolve) => setImmediate(resolve))
  }
  assertClose(answer, wanted.slice(0, 1))
  crew.rest()
})

test('at rest it has no threads, and when it is asked all the same it starts one', async () => {
  const { bytes, rows, wanted, options } = await surfGraph()
  const crew = await openOnnxCrew(bytes, options)
  const asked = crew.predictMany(rows)
  crew.rest()
  assertClose(await asked, wanted)
  assertClose(await crew.predictMany(rows.slice(0, 3)), wanted.slice(0, 3))
})

test('a file that is no model is refused', async () => {
  const nothing = new TextEncoder().encode('waves')
  await assert.rejects(openOnnxCrew(nothing, { inputs: [], output: 'waveHeight' }), {
    code: 'registry.onnxUnreadable',
  })
})

test('a crew that is told of its batches is let go of, with its model, once nobody has it any more', async () => {
  const { bytes, rows, options } = await surfGraph()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void

  /** As a service has it: what is told of batches reaches the crew. */
  async function use(): Promise<WeakRef<object>> {
    const told: { crew?: object; batches: number } = { batches: 0 }
    const crew = await openOnnxCrew(bytes, { ...options, onBatch: () => (told.batches += 1) })
    told.crew = crew
    await crew.predictMany(rows)
    crew.rest()
    return new WeakRef(crew)
  }

  const crew = await use()
  // A thread that ends takes a while; what isn't let go of is waited for to the end of the test's time.
  while (crew.deref() !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    collect()
  }
})
