import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import { definePipeline, defineProject, defineSettings, defineStep } from '../../src/index.ts'
import { createClient, type Client } from '../../src/client/index.ts'
import { openProject, type OpenedProject } from '../../src/project/index.ts'
import { startServer, type RunningServer } from '../../src/server/index.ts'

const settings = defineSettings({
  boats: { default: 3, min: 1, max: 5, description: 'How many go out' },
  sea: { default: 'calm', oneOf: ['calm', 'rough'] },
  quota: { default: 100, description: 'How much may be landed' },
})

/** Keeps the processor busy for long enough to be seen in a profile. */
function mendNets(): number {
  let knots = 0
  for (let at = 0; at < 2e6; at += 1) knots += Math.hypot(at, knots)
  return knots
}

const fish = defineStep({
  name: 'fish',
  summary: 'Catches something',
  run: async ({ context }) => {
    const boats = context.setting(settings.boats)
    context.log.info(`${boats} boats go out`)
    context.log.warn('One of them leaks')
    context.recordMetric('boats', boats)
    mendNets()
    return Array.from({ length: boats }, (_, boat) => ({ boat, weight: 10 * (boat + 1) }))
  },
})

/** Waits in rough sea until it is cancelled; tells of it at once. */
export const waits = { started: Promise.withResolvers<void>() }

const land = defineStep({
  name: 'land',
  inputs: { caught: fish.output },
  run: async ({ inputs, context }) => {
    context.progress({ work: 'landing', done: 1, total: inputs.caught.length })
    if (context.setting(settings.sea) === 'rough') {
      context.log.info('The harbour is closed')
      waits.started.resolve()
      await new Promise((_, reject) => {
        context.signal.addEventListener('abort', () => reject(new Error('called back')))
      })
    }
    return inputs.caught.reduce((sum, { weight }) => sum + weight, 0)
  },
})

const sell = defineStep({
  name: 'sell',
  inputs: { landed: land.output },
  run: async ({ inputs }) => ({ price: 2 * inputs.landed }),
})

const day = definePipeline({
  name: 'day',
  summary: 'A day at sea',
  steps: [fish, land, sell],
})

export interface Harbour {
  readonly project: OpenedProject
  readonly server: RunningServer
  readonly client: Client
  /** Runs the pipeline to its end; gives the id of its run. */
  readonly runDay: (settings?: Readonly<Record<string, unknown>>) => Promise<string>
}

/** A server of a project that has nothing but a pipeline of three steps. */
export async function openHarbour(t: TestContext): Promise<Harbour> {
  const root = await mkdtemp(join(tmpdir(), 'groundswell-harbour-'))
  await writeFile(join(root, 'swell.config.ts'), 'export const project = undefined\n')
  const project = await openProject(
    defineProject({ name: 'harbour', settings, pipelines: [day] }),
    {
      root,
      settings: { boats: 3, sea: 'calm', quota: 100 },
      environment: {},
      now: () => new Date(),
      log: silentLog,
    },
  )
  const server = await startServer(project, { port: 0 })
  t.after(async () => {
    await server.close()
    await project.close()
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  })
  waits.started = Promise.withResolvers()
  const runDay = async (given: Readonly<Record<string, unknown>> = {}) =>
    (await server.runner.run('day', { reason: 'by a test', settings: given })).run.id
  return { project, server, client: createClient(server.url), runDay }
}
