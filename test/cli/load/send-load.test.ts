import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { chooseRows, toBodies } from '../../../src/cli/load/choose-rows.ts'
import { levelAt, parseStages, type LoadPlan } from '../../../src/cli/load/load-plan.ts'
import { loadTally } from '../../../src/cli/load/load-result.ts'
import { judgeThreshold, parseThreshold } from '../../../src/cli/load/load-threshold.ts'
import { sendLoad } from '../../../src/cli/load/send-load.ts'

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const target = { headers: {}, bodies: [Buffer.from('{}')], timeoutMs: 30_000 }

test('at a rate, requests go out when they are due, and their latency begins then', async (t) => {
  const waiting: (() => void)[] = []
  const url = await serve(t, (_request, response) => {
    waiting.push(() => response.end())
    // Nobody is answered before the last has come.
    if (waiting.length === 30) for (const answer of waiting) answer()
  })
  const plan: LoadPlan = { kind: 'open', stages: [{ durationMs: 300, level: 100 }] }
  const { dueCount, answeredCount, failedCount, latency, seconds } = await sendLoad(
    plan,
    { ...target, url },
    quiet,
  )
  assert.deepEqual(
    { dueCount, answeredCount, failedCount },
    {
      dueCount: 30,
      answeredCount: 30,
      failedCount: 0,
    },
  )
  // The first was due 290 ms before the last one came.
  assert.ok(latency.max >= 285, String(latency.max))
  assert.deepEqual(
    seconds.map(({ second, dueCount: due }) => [second, due]),
    [[0, 30]],
  )
})

test('clients wait for their answers, and what fails is told by what it was', async (t) => {
  let open = 0
  let mostOpen = 0
  let asked = 0
  const url = await serve(t, (_request, response) => {
    open += 1
    asked += 1
    mostOpen = Math.max(mostOpen, open)
    const number = asked
    setImmediate(() => {
      open -= 1
      if (number === 3) response.destroy()
      else response.writeHead(number === 2 ? 503 : 200).end()
    })
  })
  const plan: LoadPlan = { kind: 'closed', stages: [{ durationMs: 200, level: 3 }] }
  const result = await sendLoad(plan, { ...target, url }, quiet)
  assert.ok(mostOpen <= 3)
  assert.equal(result.dueCount, asked)
  assert.deepEqual(result.outcomes, { '200': asked - 2, '503': 1, ECONNRESET: 1 })
  assert.equal(result.errorShare, 2 / asked)
})

test('a load rises and falls in straight lines from stage to stage', () => {
  const plan: LoadPlan = { kind: 'open', stages: parseStages('10s:100, 20s:100,10s:0') }
  const levels = [0, 5000, 10_000, 29_999, 35_000, 40_000].map((at) => levelAt(plan, at))
  assert.deepEqual(levels, [100, 100, 100, 100, 50, 0])
  for (const wrong of ['10s', '10s:', '10s:-1', '10s:many']) {
    assert.throws(() => parseStages(wrong), { code: 'cli.loadStagesWrong' })
  }
})

test('what must hold is read with its unit, and judged', () => {
  const tally = loadTally()
  for (let at = 1; at <= 1000; at += 1) {
    const ok = at > 10
    tally.add({ dueMs: at, latencyMs: at, outcome: ok ? '200' : '500', ok })
  }
  const result = tally.finish(2000)
  assert.deepEqual(
    ['p50<0.6s', 'p99 < 990ms', 'p99<991', 'errors<1%', 'errors<1.1%', 'rate>400', 'max>1000'].map(
      (text) => {
        const { found, holds } = judgeThreshold(parseThreshold(text), result)
        return [text, found, holds]
      },
    ),
    [
      ['p50<0.6s', 505, true],
      ['p99 < 990ms', 991, false],
      ['p99<991', 991, false],
      ['errors<1%', 0.01, false],
      ['errors<1.1%', 0.01, true],
      ['rate>400', 495, true],
      ['max>1000', 1000, false],
    ],
  )
  const nothing = loadTally().finish(1000)
  assert.equal(judgeThreshold(parseThreshold('p99<20ms'), nothing).holds, false)
  for (const wrong of ['p98<1', 'p99=1', 'p99<', 'toString<1']) {
    assert.throws(() => parseThreshold(wrong), { code: 'cli.loadThresholdWrong' })
  }
})

test('rows are those of the known keys, and requests take as many as are wanted', () => {
  const field = { description: '', type: 'text', example: null } as const
  const service = {
    fields: [
      { ...field, name: 'port', required: true, choices: ['doolin', 'galway', 'cork'] },
      { ...field, name: 'at', required: false },
      { ...field, name: 'amount', type: 'float', required: true, example: 1 },
    ],
  } as unknown as Parameters<typeof chooseRows>[0]
  const rows = chooseRows(service)
  assert.deepEqual(rows, [
    { port: 'doolin', amount: 1 },
    { port: 'galway', amount: 1 },
    { port: 'cork', amount: 1 },
  ])
  const bodies = toBodies(rows, 2).map((body) => JSON.parse(body.toString()) as unknown)
  assert.deepEqual(bodies, [{ rows: [rows[0], rows[1]] }, { rows: [rows[2], rows[0]] }])
})
