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

const example = fileURLToPath(new URL('../../examples/surf', import.meta.url))

export interface Surf {
  readonly url: string
  readonly project: OpenedProject
  /** The file of the built page. */
  readonly page: string
  readonly close: () => Promise<void>
}

/** The surf example with a short history in a folder of its own: run once, served as `swell up` does. */
export async function startSurf(): Promise<Surf> {
  const root = await copyExample()
  const project = await openSurf(root)
  const ending = new AbortController()
  const { sites, start } = project.definition
  const running = await up(project, {
    port: 0,
    signal: ending.signal,
    afterRun: async () => {
      await buildSites(project, sites)
    },
  })
  const { failure } = await running.server.runner.run(start?.name ?? '', { reason: 'start' })
  if (failure !== undefined) throw failure.error
  return {
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
async function copyExample(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'groundswell-surf-'))
  const left = new Set(['.swell', 'deliveries', 'site', 'node_modules'])
  await cp(example, root, {
    recursive: true,
    filter: (path) => path === example || !left.has(basename(path)),
  })
  return root
}

async function openSurf(root: string): Promise<OpenedProject> {
  const definition = await loadProject(root)
  const assignments = ['historyDays=500']
  return openProject(definition, {
    root,
    settings: resolveSettings(definition.settings, { environment: {}, assignments }),
    environment: {},
    now: () => new Date(),
    log: silentLog,
  })
}
