import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { getTrainable, trainablesOf } from '../../project/index.ts'
import { findInProduction, type InProduction } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'
import { renderGates } from '../render-gates.ts'
import { renderFacts } from '../render-table.ts'
import { writeMoment } from '../write-value.ts'

export const modelsAt = defineCommand({
  name: 'models at',
  summary: 'Say which versions an alias pointed to at a moment, and on what evidence',
  description:
    'Of every model, or of one: the version, since and until when, who brought it there and why, and what ' +
    'the gates had found.',
  example: [
    'swell models at champion --time 2026-03-01T12:00',
    'swell models at champion --time 2026-03-01 --model surf-height',
  ],
  positionals: ['alias'],
  input: z.strictObject({
    alias: z.string().min(1).describe('Which alias'),
    time: z.string().optional().describe('When; now when left out').meta({ value: '<moment>' }),
    model: z.string().optional().describe('Of which model; of all when left out'),
  }),
  run: async (context, { alias, time, model }) => {
    const project = await context.open()
    if (model !== undefined) getTrainable(project.definition, model)
    const at = time === undefined ? project.now() : parseMoment(time)
    const names = trainablesOf(project.definition).map(({ name }) => name)
    const found: InProduction[] = []
    for (const name of model === undefined ? names : [model]) {
      const one = await findInProduction(project.models, name, { alias, at })
      if (one !== undefined) found.push(one)
    }
    const lines = found.map(async (one) => {
      const version = await project.models.find(one.model, one.version)
      const { move, since, until, ...rest } = one
      const { by, reason = null, gates, examinationId: examination = null } = move
      return {
        ...rest,
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
        by,
        reason,
        gates,
        examination,
        runId: version?.runId ?? null,
        trainingSetId: version?.trainingSetId ?? null,
        metrics: version?.evaluation.metrics ?? {},
      }
    })
    return { alias, at: at.toISOString(), found: await Promise.all(lines) }
  },
  print: ({ alias, at, found }, { style }) => {
    if (found.length === 0) return `Nothing was ${alias} at ${writeMoment(at)}.\n`
    return found
      .map(({ model, version, since, until, by, reason, gates, trainingSetId, runId }) =>
        [
          `${style.bold(`${model} version ${version}`)} was ${alias} at ${writeMoment(at)}\n\n`,
          renderFacts(
            [
              ['since', writeMoment(since)],
              ['until', until === null ? 'now' : writeMoment(until)],
              ['moved by', by],
              ['because', reason ?? 'its gates held'],
              ['learned from', trainingSetId ?? 'not known'],
              ['trained in', runId ?? 'not known'],
            ],
            style,
          ),
          gates.length === 0 ? '' : `\n${renderGates(gates, style)}`,
        ].join(''),
      )
      .join('\n')
  },
})
