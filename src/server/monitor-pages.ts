import type { FastifyInstance } from 'fastify'
import { readTokens, type OpenedProject } from '../project/index.ts'
import { renderMonitorReport } from '../site/index.ts'
import { pageHeaders } from './page-headers.ts'
import { readMonitorReport } from './replies/monitors.ts'

interface RunAddress {
  readonly Params: { readonly name: string; readonly id: string }
}

/** What a run of a monitor has found as a page, the same that `swell monitor report` writes; `latest` is the newest. */
export function addMonitorPages(app: FastifyInstance, project: OpenedProject): void {
  app.get<RunAddress>('/api/v1/monitors/:name/runs/:id/report.html', async (request, reply) => {
    const { name, id } = request.params
    const report = await readMonitorReport(project, { name, id: id === 'latest' ? undefined : id })
    const html = renderMonitorReport(report, { tokensCss: await readTokens() })
    return reply
      .headers(pageHeaders(html, { framedBy: 'self' }))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html)
  })
}
