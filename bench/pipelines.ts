import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { systemClock } from '../src/base/index.ts'
import { definePipeline, defineStep, eachStep, runPipeline } from '../src/pipelines/index.ts'
import { readProjectCode } from '../src/project/index.ts'
import { openSqliteDatabase } from '../src/storage/index.ts'
import { sqlRunRecords, sqlRunStore } from '../src/tracking/index.ts'
import { median } from './median.ts'
import type { BenchOptions } from './bench.ts'
import { benchProcesses } from './step-processes.ts'
import { benchPipelinePeers } from './pipeline-peers.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'
import { writeSteps } from './write-steps.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const door = pathToFileURL(join(repository, 'src/index.ts')).href
const stepCount = 100
const fileCount = 500
const itemCount = 1000

/** What the engine costs: nothing to do, a step that does nothing, finding out what code is reached. */
export async function benchPipelines({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  try {
    return [
      await benchCachedRun(join(folder, 'steps')),
      await benchStep(join(folder, 'metadata.sqlite')),
      ...(await benchItems(join(folder, 'items.sqlite'))),
      ...(await benchProcesses(folder)),
      ...(await benchFingerprint(join(folder, 'files'))),
      ...(withPeers ? await benchPipelinePeers(join(folder, 'peers'), stepCount) : []),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The command that runs 100 steps of which none has anything to do, against starting Node. */
async function benchCachedRun(project: string): Promise<Row> {
  // As a person who has set it up has it: bundled.
  await timeProcess({ args: [join(repository, 'scripts/setup.mjs')], cwd: repository })
  writeSteps(project, stepCount)
  const swell = join(repository, 'bin/swell.mjs')
  const run = () => timeProcess({ args: [swell, 'run', 'long'], cwd: project })
  await run()
  const { ours, peer } = await takeTurns(run, () => timeProcess({ args: ['-e', '0'] }), {
    warmUpCount: 2,
    count: 9,
  })
  const work = `cached run of ${stepCount} steps, beyond starting Node`
  const limit = { peer: 'the limit', peerValue: 150, target: 1, better: 'lower' } as const
  return toRow({ work, unit: 'ms', ours: ours - peer, ...limit })
}

/** What is around a step that does nothing: records, log, metrics, events. */
async function benchStep(path: string): Promise<Row> {
  const database = await openSqliteDatabase(path, { now: systemClock })
  const stores = { runs: sqlRunStore(database), records: sqlRunRecords(database) }
  const deps = { database, ...stores, now: systemClock, stepDeps: undefined }
  const steps = Array.from({ length: stepCount }, (_, at) =>
    defineStep({ name: `step-${at}`, cache: 'never', run: () => at }),
  )
  const pipeline = definePipeline({ name: 'long', steps })
  const times: number[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    const startedAt = performance.now()
    await runPipeline(deps, pipeline, { parallel: 1 })
    times.push((performance.now() - startedAt) / stepCount)
  }
  await database.close()
  const limit = { peer: 'the limit', peerValue: 5, target: 1, better: 'lower' } as const
  return toRow({ work: 'a step in the process', unit: 'ms', ours: median(times), ...limit })
}

/** A thousand items that do nothing: worked on for the first time, and again with one more. */
async function benchItems(path: string): Promise<readonly Row[]> {
  const database = await openSqliteDatabase(path, { now: systemClock })
  const stores = { runs: sqlRunStore(database), records: sqlRunRecords(database) }
  const deps = { database, ...stores, now: systemClock, stepDeps: undefined }
  let count = itemCount
  const times = { cold: [] as number[], warm: [] as number[] }
  for (let turn = 0; turn < 3; turn += 1) {
    const numbers = defineStep({
      name: 'numbers',
      cache: 'never',
      run: () => Array.from({ length: count }, (_, at) => `${turn} ${at}`),
    })
    const each = eachStep({
      name: 'each',
      over: numbers.output,
      each: (item) => defineStep({ name: 'item', inputs: { item }, run: () => 1 }),
    })
    const pipeline = definePipeline({ name: 'fan', steps: [numbers, each] })
    for (const kind of ['cold', 'warm'] as const) {
      count = kind === 'cold' ? itemCount : itemCount + 1
      const startedAt = performance.now()
      await runPipeline(deps, pipeline, { fingerprint: 'as ever' })
      times[kind].push(performance.now() - startedAt)
    }
  }
  await database.close()
  const limit = { peer: 'the limit', target: 1, better: 'lower' } as const
  return [
    toRow({
      work: `fan-out over ${itemCount} items, an item`,
      unit: 'ms',
      ours: median(times.cold) / itemCount,
      ...limit,
      peerValue: 5,
    }),
    toRow({
      work: `the same with one item more`,
      unit: 'ms',
      ours: median(times.warm),
      ...limit,
      peerValue: 500,
    }),
  ]
}

/** What each of 100 steps reaches among 500 files, read for the first time and again. */
async function benchFingerprint(project: string): Promise<readonly Row[]> {
  writeProject(project)
  const { project: loaded } = (await import(
    pathToFileURL(join(project, 'swell.config.ts')).href
  )) as { readonly project: { readonly pipelines: readonly ReturnType<typeof definePipeline>[] } }
  const steps = loaded.pipelines.flatMap((pipeline) => pipeline.steps)
  const memory = join(project, '.swell/cache/code.json')
  const read = async () => {
    const startedAt = performance.now()
    await readProjectCode(project, { steps, memory })
    return performance.now() - startedAt
  }
  const times = { cold: [] as number[], warm: [] as number[] }
  for (let turn = 0; turn < 5; turn += 1) {
    rmSync(memory, { force: true })
    times.cold.push(await read())
    times.warm.push(await read())
  }
  const row = (work: string, ours: number, peerValue: number) =>
    toRow({ work, unit: 'ms', ours, peer: 'the limit', peerValue, target: 1, better: 'lower' })
  return [
    row(`code of ${fileCount} files, cold`, median(times.cold), 1000),
    row(`code of ${fileCount} files, warm`, median(times.warm), 100),
  ]
}

/** A project of 500 files, in which each of the steps calls into a chain of five. */
function writeProject(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('package.json', '{"type":"module"}')
  for (let at = 0; at < fileCount - 2; at += 1) {
    const next = at % 5 === 4 || at === fileCount - 3 ? undefined : `./file-${at + 1}.ts`
    write(`file-${at}.ts`, fileText(at, next))
  }
  const names = Array.from({ length: stepCount }, (_, at) => at)
  const imports = names.map((at) => `import { work${at * 5} } from './file-${at * 5}.ts'`)
  const definitions = names.map(
    (at) =>
      `const step${at} = defineStep({ name: 'step-${at}', ${at === 0 ? '' : `inputs: { before: step${at - 1}.output }, `}run: () => work${at * 5}(1) })`,
  )
  const rest = `const long = definePipeline({ name: 'long', steps: [${names.map((at) => `step${at}`).join(', ')}] })
export const project = defineProject({ name: 'long', pipelines: [long] })`
  const head = `import { definePipeline, defineProject, defineStep } from '${door}'`
  write('swell.config.ts', [head, ...imports, ...definitions, rest].join('\n'))
}

function fileText(at: number, next: string | undefined): string {
  const call = next === undefined ? 'value' : `work${at + 1}(value)`
  const others = Array.from(
    { length: 12 },
    (_, other) =>
      `/** Not called. */\nexport function other${other}(value: number): string {\n  const text = \`value \${value}\`\n  return text.trim()\n}\n`,
  )
  const first = next === undefined ? '' : `import { work${at + 1} } from '${next}'\n`
  return `${first}export function work${at}(value: number): number {\n  return ${call} + ${at}\n}\n${others.join('')}`
}
