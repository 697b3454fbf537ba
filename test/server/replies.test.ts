import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathParameters, routes, type Route } from '../../src/api/index.ts'
import { createClient } from '../../src/client/index.ts'
import { forecaster, ridge } from '../../src/learn/index.ts'
import { retrain } from '../../src/monitoring/index.ts'
import { addLoggedRun, addRunFile } from './logged-project.ts'
import { getModel, retrainingDeps, type OpenedProject } from '../../src/project/index.ts'
import { getVersion } from '../../src/registry/index.ts'
import { defineForecast, runSweep, trainForecast } from '../../src/training/index.ts'
import { trainOptions } from '../training/training-lab.ts'
import { addHarbours, openTides, refreshTides, startTides, watchedTides } from './tide-project.ts'

/** A sweep of one trial. */
async function addSweep(project: OpenedProject): Promise<string> {
  const [set] = await project.trainingSets.list('tides')
  assert.ok(set !== undefined)
  const { run } = await runSweep(project, getModel(project.definition, 'level'), set, {
    ...trainOptions,
    parallel: 1,
    trialCount: 1,
    signal: new AbortController().signal,
  })
  return run.id
}

/** The same version under another number, as a shadow. */
async function addChallenge(project: OpenedProject, url: string): Promise<string> {
  const { version: _, ...first } = await getVersion(project.models, 'level', 1)
  const { version } = await project.models.insert(first)
  const body = { version, kind: 'shadow' } as const
  return (await createClient(url).startChallenge({ params: { name: 'tide' }, body })).id
}

/** A look that finds too much. */
async function addAlert(url: string): Promise<{ readonly run: string; readonly alert: string }> {
  const client = createClient(url)
  const { id } = await client.runMonitor({ params: { name: 'tables' }, body: {} })
  const { alerts } = await client.listAlerts({})
  return { run: id, alert: alerts[0]?.id ?? '' }
}

async function addDecision(project: OpenedProject): Promise<string> {
  const [policy] = project.definition.retraining
  assert.ok(policy !== undefined)
  const { decision } = await retrain(retrainingDeps(project), policy, {
    by: 'ada',
    trigger: { kind: 'by hand', because: 'ada asked' },
  })
  return decision?.id ?? ''
}

/** A name for each parameter of the paths, of things that there are after a refresh. */
async function knownThings(url: string, loggedRun: string) {
  const client = createClient(url)
  const { runs } = await client.listRuns({ query: { kind: 'pipeline' } })
  const { deliveries } = await client.listDeliveries({})
  const { trainingSets } = await client.listTrainingSets({})
  const { reports } = await client.listCheckReports({})
  const { predictions } = await client.listPredictions({ params: { name: 'tide' } })
  return {
    runs: runs[0]?.id ?? '',
    'logged-runs': loggedRun,
    deliveries: deliveries[0]?.id ?? '',
    'training-sets': trainingSets[0]?.id ?? '',
    predictions: predictions[0]?.id ?? '',
    'check-reports': reports[0]?.id ?? '',
    datasets: 'harbours',
    groups: 'almanac',
    views: 'tides',
    pipelines: 'refresh',
    models: 'level',
    'registered-models': 'level',
    monitors: 'tables',
    services: 'tide',
  } as const
}

/** Of one series whose weeks are alike. */
const ahead = defineForecast({
  name: 'level-ahead',
  spec: forecaster({
    learner: ridge(),
    every: '1d',
    steps: 2,
    season: 7,
    interval: { share: 0.8 },
  }),
  origins: 2,
  read: () =>
    Promise.resolve({
      times: Float64Array.from({ length: 60 }, (_, day) => Date.UTC(2026, 0, 1 + day)),
      target: Float64Array.from({ length: 60 }, (_, day) => (day % 7) + (day % 3)),
    }),
})

async function addForecast(project: OpenedProject): Promise<string> {
  return String((await trainForecast(project, ahead, trainOptions)).version)
}

/** Parameters that name something within a thing. */
const within: Readonly<Record<string, string>> = { version: '1', feature: 'meanPull' }

const queries = [
  ['/forecast', '?port=galway'],
  ['/preview', '?path=notes.txt'],
  ['/what-if', '?series=rowCount&atMost=3'],
  ['/curve', '?metric=loss'],
  ['/code-difference', '?from=:run'],
] as const

function addressOf(
  route: Route,
  things: Readonly<Record<string, string>>,
  ids: Readonly<Record<string, string>>,
): string {
  const [, noun = ''] = /^(?:\/api\/v1)?\/([a-z-]+)/.exec(route.path) ?? []
  const [, query = ''] = queries.find(([end]) => route.path.endsWith(end)) ?? []
  return (
    pathParameters(route.path).reduce(
      (path, name) =>
        path.replace(
          `:${name}`,
          encodeURIComponent(ids[name] ?? within[name] ?? things[noun] ?? ''),
        ),
      route.path as string,
    ) + query.replace(':run', things['logged-runs'] ?? '')
  )
}

const readRoutes = Object.entries<Route>(routes).filter(([, route]) => route.method === 'GET')

test('every reply is as its schema says, with everything there', async (t) => {
  const server = await startTides(t, await openTides(t, { ...watchedTides, forecasts: [ahead] }))
  await refreshTides(server)
  await addHarbours(server.project)
  const loggedRun = await addLoggedRun(server.project, {})
  await addRunFile(server.project, loggedRun, 'notes.txt', 'calm')
  const things = await knownThings(server.url, loggedRun)
  const { run, alert } = await addAlert(server.url)
  const own: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    getSweep: { id: await addSweep(server.project) },
    getBackTest: { name: ahead.name, version: await addForecast(server.project) },
    getMonitorRun: { id: run },
    getAlert: { id: alert },
    getDecision: { id: await addDecision(server.project) },
    getChallengeTruth: { id: await addChallenge(server.project, server.url) },
  }
  for (const [name, route] of readRoutes) {
    const address = addressOf(route, things, own[name] ?? {})
    const response = await fetch(server.url + address)
    const reply: unknown = await response.json()
    assert.equal(response.status, 200, `${name} ${address}: ${JSON.stringify(reply)}`)
    const parsed = route.reply.safeParse(reply)
    assert.equal(parsed.error?.message, undefined, `${name} ${address}`)
  }
  await assertScraped(server.url)
})

/** What monitors found, as Prometheus is told. */
async function assertScraped(url: string): Promise<void> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const rule = 'rule="rowCount is at most 1",series="rowCount",slice=""'
  for (const line of [
    'groundswell_monitor_bad_rules{monitor="tables"} 1',
    `groundswell_alert_open{monitor="tables",${rule},severity="warning",state="firing"} 1`,
    'groundswell_monitor_overdue_seconds{monitor="tables"} 0',
  ]) {
    assert.ok(text.includes(`\n${line}\n`), line)
  }
  assert.match(
    text,
    /^groundswell_monitor_value\{monitor="tables",series="rowCount",slice=""\} \d+$/m,
  )
}

test('every list is as its schema says, with nothing there', async (t) => {
  const server = await startTides(t)
  for (const [name, route] of readRoutes) {
    if (pathParameters(route.path).length > 0) continue
    const response = await fetch(server.url + route.path)
    assert.equal(response.status, 200, name)
    assert.equal(route.reply.safeParse(await response.json()).error?.message, undefined, name)
  }
})
