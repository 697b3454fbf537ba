import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog } from '../../../src/base/index.ts'
import { appendRows, defineGroup } from '../../../src/features/index.ts'
import { definePipeline, runPipeline } from '../../../src/pipelines/index.ts'
import { listDependencies } from '../../../src/project/diagnose/list-dependencies.ts'
import {
  measureIntegrity,
  measureStability,
  summarizeGroups,
} from '../../../src/project/diagnose/measure-groups.ts'
import { listMissed } from '../../../src/project/diagnose/measure-machine.ts'
import { judgeTiming, measureTiming } from '../../../src/project/diagnose/measure-timing.ts'
import {
  defineProject,
  defineStep,
  openProject,
  readClock,
  type ProjectPorts,
} from '../../../src/project/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryProject } from '../temporary-project.ts'

const clients = defineGroup({
  name: 'clients',
  key: ['corporation'],
  time: 'seenAt',
  columns: {
    corporation: text(),
    seenAt: timestamp(),
    employees: float({ optional: true }),
    debt: float({ optional: true }),
  },
})

const count = defineStep({ name: 'count', summary: 'Counts', cache: 'never', run: () => 1 })
const daily = definePipeline<ProjectPorts>({
  name: 'daily',
  steps: [count],
  schedule: '0 6 * * *',
})
const definition = defineProject({ name: 'risk', groups: [clients], pipelines: [daily] })
const noon = Date.UTC(2026, 10, 21, 12)

async function open(t: Parameters<typeof temporaryProject>[0]) {
  const root = await temporaryProject(t, {})
  const clock = { ms: noon }
  const project = await openProject(definition, {
    root,
    settings: {},
    environment: process.env,
    log: silentLog,
    now: () => new Date(clock.ms++),
  })
  t.after(project.close)
  return { project, clock }
}

test('integrity counts what is missing, stability sets the newest means against all before', async (t) => {
  const { project } = await open(t)
  const append = async (rows: readonly (readonly [string, number?])[], day: number) => {
    const seenAt = new Date(Date.UTC(2026, 0, day))
    const told = rows.map(([corporation, employees]) => ({
      corporation,
      seenAt,
      ...(employees === undefined ? {} : { employees }),
    }))
    await appendRows(project, clients, told, { runId: undefined, knownAt: seenAt })
  }
  await append([['aaaa', 10], ['bbbb', 20], ['cccc']], 1)
  assert.deepEqual(await measureStability(project), [])
  await append([['dddd', 30]], 2)
  await append(
    [
      ['eeee', 30],
      ['ffff', 60],
    ],
    3,
  )

  const [integrity] = await measureIntegrity(project)
  assert.deepEqual(integrity, {
    group: 'clients',
    rowCount: 6,
    columns: [
      { column: 'corporation', missingCount: 0, missingShare: 0 },
      { column: 'seenAt', missingCount: 0, missingShare: 0 },
      { column: 'employees', missingCount: 1, missingShare: 1 / 6 },
      { column: 'debt', missingCount: 6, missingShare: 1 },
    ],
  })
  // 10, 20 and 30 before; 30 and 60 now. Nothing is said of a column without a value.
  assert.deepEqual(await measureStability(project), [
    {
      group: 'clients',
      column: 'employees',
      mean: 45,
      historicMean: 20,
      shift: 1.25,
      commitCount: 2,
    },
  ])
  const [stats] = await summarizeGroups(project)
  const employees = stats?.columns.find(({ name }) => name === 'employees')
  assert.equal(employees?.mean, 30)
  assert.equal(employees.median, 30)
})

test('a step is slow when it is far beyond what it has taken', () => {
  assert.deepEqual(judgeTiming(100, []), {
    lastMs: 100,
    runCount: 0,
    meanMs: null,
    deviationMs: null,
    minMs: null,
    maxMs: null,
    isSlow: false,
  })
  const before = [90, 100, 110]
  assert.deepEqual(judgeTiming(200, before), {
    lastMs: 200,
    runCount: 3,
    meanMs: 100,
    deviationMs: 10,
    minMs: 90,
    maxMs: 110,
    isSlow: true,
  })
  assert.equal(judgeTiming(140, before).isSlow, false, 'less than half as long again')
  assert.equal(judgeTiming(400, [100, 110]).isSlow, false, 'two runs are no history')
})

test('timing tells each step beside its runs before; a missed schedule and a wrong clock are told', async (t) => {
  const { project, clock } = await open(t)
  for (let at = 0; at < 3; at += 1) {
    const code = { commit: 'c0ffee', fingerprint: 'code 1' }
    const ports = { ...project, stepDeps: project, withSettings: () => project }
    const { run } = await runPipeline(ports, daily, { code })
    assert.equal(run.status, 'succeeded')
  }
  const [timing] = await measureTiming(project)
  assert.deepEqual([timing?.pipeline, timing?.step, timing?.runCount], ['daily', 'count', 2])
  assert.deepEqual(await listMissed(project), [])
  assert.equal((await readClock(project)).ahead, undefined)

  clock.ms = noon + 86_400_000
  assert.deepEqual(await listMissed(project), [
    { pipeline: 'daily', dueAt: new Date('2026-11-22T06:00:00Z') },
  ])
  clock.ms = noon - 86_400_000
  assert.ok((await readClock(project)).ahead !== undefined)
})

test('dependencies are told as installed, wanted and broken; a registry that does not answer is said', async (t) => {
  const root = await temporaryProject(t, {
    'package.json': JSON.stringify({
      name: 'risk',
      version: '1.0.0',
      dependencies: { here: '^1.0.0', gone: '^2.0.0', old: '^3.0.0' },
    }),
  })
  for (const [name, version] of [
    ['here', '1.2.3'],
    ['old', '2.9.0'],
  ] as const) {
    const folder = join(root, 'node_modules', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version }))
  }
  const environment = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/' }
  const { packages, isRegistryReached } = await listDependencies({
    root,
    environment,
    asksRegistry: true,
  })
  assert.equal(isRegistryReached, false)
  assert.deepEqual(
    packages
      .slice(1)
      .map(({ name, installed, wanted, latest, problem }) => [
        name,
        installed,
        wanted,
        latest,
        problem,
      ]),
    [
      ['here', '1.2.3', '^1.0.0', null, null],
      ['gone', null, '^2.0.0', null, 'not installed: npm install'],
      ['old', '2.9.0', '^3.0.0', null, '2.9.0 is not what is wanted (^3.0.0): npm install'],
    ],
  )
  assert.equal(packages[0]?.name, 'groundswell')
})

test('where a registry answers, what is newer and what is known to be broken is told', async (t) => {
  const root = await temporaryProject(t, {
    'package.json': JSON.stringify({
      name: 'risk',
      version: '1.0.0',
      dependencies: { aged: '^1.0.0', holed: '^1.0.0' },
    }),
  })
  const lock = { name: 'risk', version: '1.0.0', lockfileVersion: 3, requires: true }
  const packages: Record<string, object> = {
    '': { name: 'risk', version: '1.0.0', dependencies: { aged: '^1.0.0', holed: '^1.0.0' } },
  }
  for (const name of ['aged', 'holed']) {
    const folder = join(root, 'node_modules', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0' }))
    packages[`node_modules/${name}`] = { version: '1.0.0' }
  }
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
  const registry = await startRegistry(t)
  const { packages: told, isRegistryReached } = await listDependencies({
    root,
    environment: { ...process.env, npm_config_registry: registry, npm_config_cache: root },
    asksRegistry: true,
  })
  assert.equal(isRegistryReached, true)
  assert.deepEqual(
    told.slice(1).map(({ name, installed, latest, problem }) => [name, installed, latest, problem]),
    [
      ['aged', '1.0.0', '2.0.0', null],
      ['holed', '1.0.0', '1.0.0', 'a known hole (high): npm audit'],
    ],
  )
})

/** As npm's registry answers: of `aged` there is a version 2, of `holed` a hole is known. */
async function startRegistry(t: TestContext): Promise<string> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    const versions = name === 'aged' ? ['1.0.0', '2.0.0'] : ['1.0.0']
    const hole = {
      id: 1,
      url: 'https://example.org/1',
      title: 'a hole',
      severity: 'high',
      vulnerable_versions: '<2.0.0',
    }
    const reply =
      request.method === 'POST'
        ? { holed: [hole] }
        : {
            name,
            'dist-tags': { latest: versions.at(-1) },
            versions: Object.fromEntries(
              versions.map((version) => [version, { name, version, dist: { tarball: '' } }]),
            ),
          }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
