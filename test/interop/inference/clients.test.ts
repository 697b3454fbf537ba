import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { RunningServer } from '../../../src/server/index.ts'
import { refreshTides, startTides } from '../../server/tide-project.ts'

const python =
  process.env['GROUNDSWELL_INFERENCE'] ??
  join(import.meta.dirname, '../../../.tools/inference/bin/python')
const skip = existsSync(python) ? false : 'no clients of Triton and KServe: .ci/run installs them'

const at = '2026-03-02T06:00:00.000Z'

test(
  'clients of Triton and KServe infer by a service as they do by their own servers',
  { skip },
  async (t) => {
    const server = await startTides(t)
    await refreshTides(server)
    const own = await fetch(`${server.url}/services/tide/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        rows: [
          { port: 'doolin', at, pull: 1.5 },
          { port: 'galway', at, pull: null },
        ],
      }),
    })
    const { predictions } = (await own.json()) as { predictions: { level: number }[] }
    const levels = predictions.map(({ level }) => level)

    const triton = await runClient('triton_clients.py', server)
    const kserve = await runClient('kserve_client.py', server)

    const extensions = [
      'model_repository',
      'model_configuration',
      'binary_tensor_data',
      'statistics',
    ]
    const inputs = [
      { name: 'port', datatype: 'BYTES', shape: [-1, 1] },
      { name: 'at', datatype: 'BYTES', shape: [-1, 1] },
      { name: 'pull', datatype: 'FP64', shape: [-1, 1] },
      { name: 'meanPull', datatype: 'FP64', shape: [-1, 1] },
    ]
    const unknown = 'Request for unknown model: \'tides\' is not found. Did you mean "tide"?'
    const unloaded = 'Service tide has nothing to serve: it was unloaded.'
    assert.deepEqual(triton, {
      http: {
        extensions,
        inputs,
        optional: ['at', 'pull', 'meanPull'],
        unloaded: ['UNAVAILABLE', ['503', unloaded]],
        binary: levels,
        json: levels,
        packed: levels,
        only: ['7', levels],
        unknown: ['404', unknown],
        stats: 10,
      },
      grpc: {
        extensions,
        inputs,
        index: { models: [{ name: 'tide', version: '1', state: 'READY' }] },
        unloaded: ['StatusCode.UNAVAILABLE', unloaded],
        raw: levels,
        packed: levels,
        stream: [levels, unknown, levels],
        unknown: ['StatusCode.NOT_FOUND', unknown],
        batches: [2],
      },
    })
    assert.deepEqual(kserve, {
      live: true,
      ready: true,
      model: true,
      levels,
      v1: { predictions: levels, model: true },
    })
  },
)

/** Runs a script against a server, and gives what it prints last: JSON. */
async function runClient(
  script: string,
  { port, grpcPort }: Pick<RunningServer, 'port' | 'grpcPort'>,
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [
    join(import.meta.dirname, script),
    `127.0.0.1:${port}`,
    `127.0.0.1:${grpcPort}`,
  ])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
