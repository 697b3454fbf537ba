import type { FastifyInstance } from 'fastify'
import { getTrainable, readTokens, reportApart, type OpenedProject } from '../project/index.ts'
import { getVersion, type EvaluationReport } from '../registry/index.ts'
import { renderEvaluation } from '../site/index.ts'
import { keepLast } from './keep-last.ts'
import { pageHeaders } from './page-headers.ts'

interface VersionAddress {
  readonly Params: { readonly name: string; readonly version: string }
}

/**
 * The evaluation of a version as a page and as data, the same that `swell models evaluate` writes, measured in a process
 * of its own. What was asked for lately is remembered while the champion is the same.
 */
export function addEvaluationPages(app: FastifyInstance, project: OpenedProject): void {
  const reports = keepLast<EvaluationReport>(20)
  const reportOf = async ({ name, version: said }: VersionAddress['Params']) => {
    const model = getTrainable(project.definition, name)
    const { version } = await getVersion(project.models, name, Number(said))
    const champion = (await project.models.findAlias(name, 'champion'))?.version
    return reports(`${name}@${version} beside ${champion ?? 'none'}`, () =>
      reportApart(project, model, { version, alias: 'champion' }),
    )
  }

  app.get<VersionAddress>(
    '/api/v1/models/:name/versions/:version/evaluation.html',
    async (request, reply) => {
      const report = await reportOf(request.params)
      const html = renderEvaluation(report, { tokensCss: await readTokens() })
      return reply
        .headers(pageHeaders(html, { framedBy: 'self' }))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(html)
    },
  )

  app.get<VersionAddress>(
    '/api/v1/models/:name/versions/:version/evaluation.json',
    async (request, reply) => {
      const report = await reportOf(request.params)
      return reply.header('cache-control', 'no-store').send(report)
    },
  )
}
