import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiProblem } from '../../src/client/index.ts'
import { openHarbour, waits } from './catch-project.ts'

const day = { params: { name: 'day' } }

function bodyOf({ body }: Response): ReadableStream<Uint8Array<ArrayBuffer>> {
  return body ?? assert.fail('no body')
}

test('the form of a pipeline lists its settings, those first that its steps read', async (t) => {
  const { client, runDay } = await openHarbour(t)
  await runDay()
  const { settings } = await client.getPipelineForm(day)
  assert.deepEqual(settings, [
    {
      name: 'boats',
      type: 'number',
      readBy: ['fish'],
      default: 3,
      value: 3,
      description: 'How many go out',
      min: 1,
      max: 5,
    },
    {
      name: 'sea',
      type: 'text',
      readBy: ['land'],
      default: 'calm',
      value: 'calm',
      oneOf: ['calm', 'rough'],
    },
    {
      name: 'quota',
      type: 'number',
      readBy: [],
      default: 100,
      value: 100,
      description: 'How much may be landed',
    },
  ])
})

test('settings out of their limits are refused by the server, too', async (t) => {
  const { client } = await openHarbour(t)
  for (const settings of [{ boats: 9 }, { sea: 'wild' }]) {
    await assert.rejects(client.runPipeline({ ...day, body: { settings } }), (problem) => {
      assert.ok(problem instanceof ApiProblem)
      assert.equal(problem.code, 'project.settingOutOfRange')
      return true
    })
  }
})

test('a plan tells what would run, and why, and does nothing', async (t) => {
  const { client, runDay } = await openHarbour(t)
  await runDay()
  const { steps } = await client.planPipeline({ ...day, body: { settings: { boats: 4 } } })
  assert.deepEqual(
    steps.map(({ name, action }) => `${name} ${action}`),
    ['fish run', 'land unsure', 'sell unsure'],
  )
  assert.match(steps[0]?.reason ?? '', /^setting boats changed since run_/)
  assert.equal((await client.listRuns({ query: {} })).runCount, 1)
})

test('the timeline of a run has its steps with reasons, and what they wait for', async (t) => {
  const { client, runDay } = await openHarbour(t)
  await runDay()
  const id = await runDay()
  const timeline = await client.getRunTimeline({ params: { id } })
  assert.deepEqual(timeline.plan, ['fish', 'land', 'sell'])
  assert.deepEqual(timeline.edges, [
    { from: 'fish', to: 'land' },
    { from: 'land', to: 'sell' },
  ])
  assert.deepEqual(timeline.runs.map(({ name, status }) => `${name} ${status}`).toSorted(), [
    'fish skipped',
    'land skipped',
    'sell skipped',
  ])
  assert.match(timeline.runs[0]?.reason ?? '', /^inputs, settings and code as in run_/)
})

test('what a step was given and gave is previewed: lists of records as tables', async (t) => {
  const { client, runDay } = await openHarbour(t)
  const id = await runDay()
  const { runs } = await client.getRunTimeline({ params: { id } })
  const land = runs.find(({ name }) => name === 'land')
  const { inputs, outputs } = await client.getRunValues({ params: { id: land?.id ?? '' } })
  assert.deepEqual(
    inputs.map(({ name, from, preview }) => ({ name, from, preview })),
    [
      {
        name: 'caught',
        from: 'fish',
        preview: {
          kind: 'table',
          columns: ['boat', 'weight'],
          rows: [
            { boat: 0, weight: 10 },
            { boat: 1, weight: 20 },
            { boat: 2, weight: 30 },
          ],
          rowCount: 3,
        },
      },
    ],
  )
  assert.deepEqual(outputs[0]?.preview, { kind: 'text', text: '60', isCut: false })
})

test('a log is searched by text, step and level', async (t) => {
  const { client, runDay } = await openHarbour(t)
  const params = { id: await runDay() }
  const texts = async (query: Parameters<typeof client.listRunLogs>[0]['query']) => {
    const { lines, lineCount } = await client.listRunLogs({ params, query: query ?? {} })
    assert.equal(lineCount >= lines.length, true)
    return lines.map(({ sequence, step, text }) => `${sequence} ${step}: ${text}`)
  }
  const all = ['1 fish: 3 boats go out', '2 fish: One of them leaks']
  assert.deepEqual(await texts({}), all)
  assert.deepEqual(await texts({ text: 'LEAK' }), all.slice(1))
  assert.deepEqual(await texts({ level: 'warn' }), all.slice(1))
  assert.deepEqual(await texts({ step: 'sell' }), [])
  assert.deepEqual(await texts({ keep: 'last', limit: 1 }), all.slice(1))
  assert.deepEqual(await texts({ after: 1 }), all.slice(1))
})

test('two runs are compared: settings, data, metrics', async (t) => {
  const { client, runDay } = await openHarbour(t)
  const first = await runDay()
  const second = await runDay({ boats: 4 })
  const difference = await client.getRunDifference({ params: { id: second }, query: {} })
  assert.equal(difference.first.id, first)
  assert.deepEqual(difference.settings, [{ name: 'boats', first: 3, second: 4 }])
  assert.equal(difference.sameSettingCount, 2)
  assert.deepEqual(
    difference.steps.map(({ step, verdict, difference: found }) => ({ step, verdict, found })),
    [
      {
        step: 'fish',
        verdict: 'differs',
        found: { path: 'output[3]', second: { boat: 3, weight: 40 } },
      },
      {
        step: 'land',
        verdict: 'inputs-differ',
        found: { path: 'inputs.caught[3]', second: { boat: 3, weight: 40 } },
      },
      {
        step: 'sell',
        verdict: 'inputs-differ',
        found: { path: 'inputs.landed', first: 60, second: 100 },
      },
    ],
  )
  assert.deepEqual(difference.metrics, [{ step: 'fish', name: 'boats', first: 3, second: 4 }])
})

test('the history has each run with how long its steps took, the newest first', async (t) => {
  const { client, runDay } = await openHarbour(t)
  const first = await runDay()
  const second = await runDay()
  const { runs, runCount } = await client.getPipelineHistory(day)
  assert.equal(runCount, 2)
  assert.deepEqual(
    runs.map(({ id, status, steps }) => [id, status, steps.map((step) => step.status)]),
    [
      [second, 'succeeded', ['skipped', 'skipped', 'skipped']],
      [first, 'succeeded', ['succeeded', 'succeeded', 'succeeded']],
    ],
  )
  assert.equal(
    runs.every(({ tookMs }) => tookMs !== null && tookMs >= 0),
    true,
  )
})

test('a run is cancelled, and gone on with from what it had done', async (t) => {
  const { client, server } = await openHarbour(t)
  const started = await client.runPipeline({ ...day, body: { settings: { sea: 'rough' } } })
  await waits.started.promise
  const params = { id: started.runId }
  const cancelled = await client.cancelRun({ params, body: {} })
  assert.equal(cancelled.runId, started.runId)
  const during = await client.getRunTimeline({ params })
  assert.equal(during.cancelRequestedAt, cancelled.requestedAt)
  await server.runner.drain()
  const ended = await client.getRun({ params })
  assert.deepEqual([ended.status, ended.errorCode], ['failed', 'pipelines.cancelled'])
  await assert.rejects(client.cancelRun({ params, body: {} }), { code: 'tracking.runAlreadyEnded' })

  waits.started = Promise.withResolvers()
  const resumed = await client.resumeRun({ params, body: {} })
  await waits.started.promise
  const again = { params: { id: resumed.runId } }
  await client.cancelRun({ ...again, body: {} })
  await server.runner.drain()
  const { reason, settings, steps } = await client.getRun(again)
  assert.equal(reason, `to go on with ${started.runId}`)
  assert.equal(settings['sea'], 'rough')
  assert.deepEqual(
    steps.map(({ name, status, reason: why }) => `${name} ${status}: ${why?.split(' of ')[0]}`),
    [
      `fish skipped: left out; its output is`,
      'land failed: it has not succeeded before',
      'sell skipped: because land failed',
    ],
  )
})

test('a run that has done all is not gone on with', async (t) => {
  const { client, runDay } = await openHarbour(t)
  const params = { id: await runDay() }
  await assert.rejects(client.resumeRun({ params, body: {} }), { code: 'project.nothingToResume' })
})

test('whoever follows a run hears of its steps, lines and progress as they come, and of its end', async (t) => {
  const { client, server } = await openHarbour(t)
  const { runId } = await client.runPipeline({ ...day, body: { settings: { sea: 'rough' } } })
  const response = await fetch(`${server.url}/api/v1/runs/${runId}/stream`)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  const heard: string[] = []
  await waits.started.promise
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of bodyOf(response)) {
    text += decoder.decode(bytes, { stream: true })
    if (text.includes('event: progress') && !heard.includes('cancelled')) {
      heard.push('cancelled')
      await client.cancelRun({ params: { id: runId }, body: {} })
    }
  }
  assert.match(text, /"name":"fish","status":"succeeded"/)
  assert.match(text, /"work":"landing","done":1,"total":3/)
  assert.match(text, /"name":"day","status":"failed"/)
  assert.match(text, /event: over\n/)
})

test('whoever listens is told that something runs, and a server that ends lets its listeners go', async (t) => {
  const { server, runDay } = await openHarbour(t)
  const response = await fetch(`${server.url}/api/v1/stream`)
  const reader = bodyOf(response).getReader()
  const decoder = new TextDecoder()
  assert.match(decoder.decode((await reader.read()).value), /^event: hello/)
  const told = reader.read()
  await runDay()
  assert.match(decoder.decode((await told).value), /^event: runs/)
  await server.close()
  for (;;) if ((await reader.read()).done) break
})

test('a run with a profile says where each step has spent its time, and how much memory there was', async (t) => {
  const { client, server } = await openHarbour(t)
  const none = await client.runPipeline({ ...day, body: {} })
  await server.runner.drain()
  const empty = await client.getRunProfile({ params: { id: none.runId } })
  assert.deepEqual([empty.steps, empty.calls, empty.others], [[], [], []])
  const { runId } = await client.runPipeline({ ...day, body: { profile: true, cache: false } })
  await server.runner.drain()
  const params = { id: runId }
  const { steps, calls } = await client.getRunProfile({ params })
  assert.deepEqual(
    steps.map(({ name }) => name),
    ['fish', 'land', 'sell'],
  )
  for (const { wallMs, cpuMs, peakBytes, memory } of steps) {
    assert.equal(wallMs > 0 && cpuMs >= 0 && peakBytes > 1e6 && memory.length >= 2, true)
  }
  assert.deepEqual(
    calls.filter(({ parent }) => parent === -1).map(({ name }) => name),
    ['fish', 'land', 'sell'],
  )
  assert.equal(
    calls.some(({ file }) => file.startsWith('file:') || file.startsWith('/')),
    false,
  )
  const saved = await fetch(`${server.url}${steps[0]?.address}`)
  const forChrome = (await saved.json()) as { readonly nodes: readonly unknown[] }
  assert.equal(forChrome.nodes.length > 0, true)
  assert.equal((await client.getRunTimeline({ params })).profiledRuns.length, 3)
  assert.deepEqual(
    (await client.getRunProfile({ params: { id: none.runId } })).others.map(({ id }) => id),
    [runId],
  )
})
