import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { findPackageAsset } from '../../project/index.ts'
import { escapeHtml } from '../escape-html.ts'
import { nothingHere } from '../pages.ts'
import { sendFile } from '../send-file.ts'
import type { ServerContext } from '../server-context.ts'
import { toStaticPage } from '../static-files.ts'
import { apiDocument } from './api-document.ts'
import { docsPage, pageAround } from './docs-page.ts'
import { markdownHtml } from './markdown-html.ts'

/** The documentation of what this very server answers, with the fields of its services as they are now. */
export function addDocumentation(app: FastifyInstance, context: ServerContext): void {
  app.get('/docs/openapi.json', async (_request, reply) => {
    void reply.header('cache-control', 'no-cache')
    return apiDocument(context)
  })
  app.get('/docs', async (request, reply) => {
    const html = await docsPage(apiDocument(context), `${request.protocol}://${request.host}`)
    return sendFile(request, reply, await toStaticPage(html))
  })
  app.get('/docs/errors', async (request, reply) => {
    const path = findPackageAsset('docs/errors.md')
    if (path === undefined) throw nothingHere(request)
    const html = await errorsPage(await readFile(path, 'utf8'))
    return sendFile(request, reply, await toStaticPage(html))
  })
}

/** The addresses of problems (their `type`) lead here. */
function errorsPage(markdown: string): Promise<string> {
  const { html, sections } = markdownHtml(markdown)
  const items = sections.map(
    ({ id, title }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a></li>`,
  )
  const rail = `<h2><a href="/docs">API</a></h2><h2>Problems</h2><ul>${items.join('')}</ul>`
  return pageAround({ title: 'Problems', rail, content: `<div class="doc">${html}</div>` })
}
