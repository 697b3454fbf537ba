import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLog, systemClock } from '../src/base/index.ts'
import { runPipeline } from '../src/pipelines/index.ts'
import { loadProject, openProject } from '../src/project/index.ts'
import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'

const door = new URL('../src/index.ts', import.meta.url).href
const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))

/** What a process of its own costs a step: one that has to be started, and one that is there. */
export async function benchProcesses(folder: string): Promise<readonly Row[]> {
  const own = writeProject(join(folder, 'own'), "in: 'process', ")
  const row = (work: string, ours: number, peerValue: number) =>
    toRow({ work, unit: 'ms', ours, peer: 'the limit', peerValue, target: 1, better: 'lower' })
  return [
    row('a step in a process that has to be started', await timeStart(own, folder), 80),
    row('a step in a process that is there', await timeCall(own), 15),
  ]
}

/** The command that runs a step in a process of its own, beyond the one that runs it beside the engine. */
async function timeStart(own: string, folder: string): Promise<number> {
  const beside = writeProject(join(folder, 'beside'), '')
  const run = (cwd: string) => () => timeProcess({ args: [swell, 'run', 'own'], cwd })
  const { ours, peer } = await takeTurns(run(own), run(beside), { warmUpCount: 2, count: 9 })
  return ours - peer
}

async function timeCall(root: string): Promise<number> {
  const definition = await loadProject(root)
  const [pipeline] = definition.pipelines
  if (pipeline === undefined) throw new Error('the project has no pipeline')
  const options = { root, settings: {}, environment: process.env, now: systemClock }
  const project = await openProject(definition, { ...options, log: silentLog })
  const deps = { ...project, stepDeps: project }
  await runPipeline(deps, pipeline)
  const times: number[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    const startedAt = performance.now()
    await runPipeline(deps, pipeline)
    times.push(performance.now() - startedAt)
  }
  await project.close()
  return median(times)
}

function writeProject(folder: string, place: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(folder, 'swell.config.ts'),
    `import { definePipeline, defineProject, defineStep } from '${door}'
const step = defineStep({ name: 'step', ${place}cache: 'never', run: () => 1 })
export const project = defineProject({ name: 'own', pipelines: [definePipeline({ name: 'own', steps: [step] })] })
`,
  )
  return folder
}
