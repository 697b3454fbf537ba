import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLog } from '../../src/base/index.ts'
import { buildSites } from '../../src/cli/build-sites.ts'
import {
  loadProject,
  openProject,
  resolveSettings,
  type OpenedProject,
} from '../../src/project/index.ts'
import { up } from '../../src/server/index.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))

export interface StartedExample {
  readonly url: string
  readonly project: OpenedProject
  /** The file of the built page. */
  readonly page: string
  /** Runs the pipeline that the example starts with, and builds its pages. */
  readonly run: () => Promise<void>
  /** Runs another pipeline with settings of its own. */
  readonly runPipeline: (name: string, settings: Readonly<Record<string, unknown>>) => Promise<void>
  readonly close: () => Promise<void>
}

export interface ExampleOptions {
  /** The folder below `examples`. */
  readonly name: string
  /** As on the command line: `historyDays=500`. */
  readonly assignments: readonly string[]
  readonly now?: () => Date
}

/** An example in a folder of its own: run once, served as `swell up` does. */
export async function startExample(options: ExampleOptions): Promise<StartedExample> {
  const root = await copyExample(options)
  const project = await openExample(root, options)
  const ending = new AbortController()
  const { sites, start } = project.definition
  const running = await up(project, {
    port: 0,
    signal: ending.signal,
    afterRun: async () => {
      await buildSites(project, sites)
    },
  })
  async function runPipeline(
    name: string,
    chosen: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const asked = { reason: 'start', settings: chosen }
    const { failure } = await running.server.runner.run(name, asked)
    if (failure !== undefined) throw failure.error
  }
  async function run(): Promise<void> {
    await runPipeline(start?.name ?? '', {})
  }

  await run()
  return {
    run,
    runPipeline,
    url: running.url,
    project,
    page: join(root, 'site/index.html'),
    async close() {
      ending.abort()
      await running.ended
      await project.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Without what a person who has tried the example has there. */
async function copyExample({ name }: ExampleOptions): Promise<string> {
  const example = join(examples, name)
  const root = await mkdtemp(join(tmpdir(), `groundswell-${name}-`))
  const left = new Set(['.swell', 'deliveries', 'site', 'node_modules'])
  await cp(example, root, {
    recursive: true,
    filter: (path) => path === example || !left.has(basename(path)),
  })
  return root
}

async function openExample(
  root: string,
  { assignments, now = () => new Date() }: ExampleOptions,
): Promise<OpenedProject> {
  const definition = await loadProject(root)
  return openProject(definition, {
    root,
    settings: resolveSettings(definition.settings, { environment: {}, assignments }),
    environment: {},
    now,
    log: silentLog,
  })
}
