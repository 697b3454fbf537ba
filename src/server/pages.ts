import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findPackageAsset, getSite, type OpenedProject } from '../project/index.ts'
import { serverErrors } from './errors.ts'
import { greeting } from './greet.ts'
import { noticePage } from './notice-page.ts'
import type { OpenServices } from './open-services.ts'
import { sendFile } from './send-file.ts'
import { staticFolder, type StaticFolder } from './static-files.ts'

/**
 * Addresses that are for programs: what is not there is a problem, not a page. The services and each of
 * them are pages of the dashboard too; what stands below a service is not.
 */
const forPrograms = /^\/((api|v1|v2|ping|invocations|metrics|docs)(\/|$)|services\/[^/]+\/)/

/** The pages for people: the dashboard at every address that is nothing else, the sites of the project. */
export function addPages(
  app: FastifyInstance,
  project: OpenedProject,
  services: OpenServices,
): void {
  addSites(app, project)
  let dashboard: StaticFolder | undefined

  app.get('/*', async (request, reply) => {
    const path = pathOf(request)
    if (forPrograms.test(path)) throw nothingHere(request)
    const greeted = greeting(services, request, path)
    if (greeted !== undefined) return reply.send(greeted)
    // Looked for each time as long as it is not there: it may be built while the server runs.
    dashboard ??= findDashboard()
    const file = await dashboard?.find(path)
    if (file !== undefined) return sendFile(request, reply, file)
    if (/\.\w+$/.test(path)) throw nothingHere(request)
    // Every other address is one of the dashboard's own; it finds out which.
    const page = await dashboard?.find('/index.html')
    if (page !== undefined) return sendFile(request, reply, page)
    return sendFile(request, reply, await notBuilt(project), 503)
  })
}

function findDashboard(): StaticFolder | undefined {
  const root = findPackageAsset('dist/ui')
  return root === undefined ? undefined : staticFolder(root)
}

function addSites(app: FastifyInstance, project: OpenedProject): void {
  const folders = new Map(
    project.definition.sites.map(({ name, folder }) => [
      name,
      staticFolder(join(project.root, folder)),
    ]),
  )

  async function serveSite(request: FastifyRequest, reply: FastifyReply, name: string) {
    const { title } = getSite(project.definition, name)
    const path = pathOf(request).slice(`/site/${name}`.length)
    // With the slash, what the page refers to is looked for beside it.
    if (path === '') return reply.redirect(`/site/${name}/`, 308)
    const file = await folders.get(name)?.find(path)
    if (file !== undefined) return sendFile(request, reply, file)
    if (path !== '/') throw nothingHere(request)
    const { message } = serverErrors.siteNotBuilt({ site: name })
    const notice = { title, text: message, command: `swell site build ${name}` }
    return sendFile(request, reply, await noticePage(notice), 404)
  }

  app.get<{ Params: { name: string } }>('/site/:name', (request, reply) =>
    serveSite(request, reply, request.params.name),
  )
  app.get<{ Params: { name: string } }>('/site/:name/*', (request, reply) =>
    serveSite(request, reply, request.params.name),
  )
}

export function nothingHere(request: FastifyRequest): Error {
  return serverErrors.nothingHere({ method: request.method, path: pathOf(request) })
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/'
}

function notBuilt({ definition }: OpenedProject) {
  return noticePage({
    title: `${definition.name} is up, its dashboard is not built`,
    text: 'The services and the API answer. In a checkout of Groundswell the dashboard is built once:',
    command: 'npm run build',
    links: { 'The API': '/docs', Overview: '/api/v1/overview', Metrics: '/metrics' },
  })
}
