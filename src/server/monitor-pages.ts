import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readTokens, type OpenedProject } from '../project/index.ts'
import { renderMonitorReport, type MonitorReport } from '../site/index.ts'
import { pageHeaders } from './page-headers.ts'
import { readQuery } from './read-input.ts'
import { measureMonitorReport, readMonitorReport } from './replies/monitors.ts'

interface RunAddress {
  readonly Params: { readonly name: string; readonly id: string }
}

/** Who asks waits for it. */
const mostRows = 100_000

const asked = z.strictObject({
  rows: z.coerce.number().int().min(1).max(mostRows).optional(),
  last: z.string().optional(),
})

/**
 * What a run of a monitor has found as a page, the same that `swell monitor report` writes; `latest` is the newest. And
 * of the newest rows, or of the last so much time, measured when it is asked for.
 */
export function addMonitorPages(app: FastifyInstance, project: OpenedProject): void {
  async function page(report: MonitorReport) {
    const html = renderMonitorReport(report, { tokensCss: await readTokens() })
    const headers = { ...pageHeaders(html, { framedBy: 'self' }), 'cache-control': 'no-store' }
    return { html, headers }
  }

  app.get<RunAddress>('/api/v1/monitors/:name/runs/:id/report.html', async (request, reply) => {
    const { name, id } = request.params
    const report = await readMonitorReport(project, { name, id: id === 'latest' ? undefined : id })
    const { html, headers } = await page(report)
    return reply.headers(headers).type('text/html; charset=utf-8').send(html)
  })

  app.get<{ Params: { readonly name: string } }>(
    '/api/v1/monitors/:name/report.html',
    async (request, reply) => {
      const window = readQuery(asked, request.query)
      const report = await measureMonitorReport(project, request.params.name, window)
      const { html, headers } = await page(report)
      return reply.headers(headers).type('text/html; charset=utf-8').send(html)
    },
  )
}
