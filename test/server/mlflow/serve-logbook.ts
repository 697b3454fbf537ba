import { silentLog, systemClock } from '../../../src/base/index.ts'
import { defineProject } from '../../../src/index.ts'
import { openProject } from '../../../src/project/index.ts'
import { startServer } from '../../../src/server/index.ts'

/** Serves a project in a folder, says where, and goes on until it is killed. */
const project = await openProject(defineProject({ name: 'logbook' }), {
  root: process.argv[2] ?? '',
  settings: {},
  environment: {},
  now: systemClock,
  log: silentLog,
})
const { url } = await startServer(project, { port: 0 })
process.stdout.write(`${url}\n`)
