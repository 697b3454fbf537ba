import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { silentLog, systemClock } from '../../../src/base/index.ts'
import { defineProject } from '../../../src/index.ts'
import { openProject, type OpenedProject } from '../../../src/project/index.ts'
import { startServer, type RunningServer } from '../../../src/server/index.ts'

/** A server of a project that defines nothing: only what clients log is in it. */
export async function startLogbook(
  t: TestContext,
): Promise<RunningServer & { readonly project: OpenedProject }> {
  const root = await mkdtemp(join(tmpdir(), 'groundswell-logbook-'))
  const project = await openProject(defineProject({ name: 'logbook' }), {
    root,
    settings: {},
    environment: {},
    now: systemClock,
    log: silentLog,
  })
  const server = await startServer(project, { port: 0 })
  // In one hook, from the inside out: one that fails keeps those after it from running.
  t.after(async () => {
    await server.close()
    await project.close()
    await rm(root, { recursive: true, force: true, maxRetries: 10 })
  })
  return { ...server, project }
}
