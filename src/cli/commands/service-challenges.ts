import { z } from 'zod'
import { openServices, readChallenges, readChallengeTruth } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderChallenge, renderChallenges, renderTruth } from '../render-challenges.ts'

export const serviceChallenges = defineCommand({
  name: 'service challenges',
  summary: 'Show the version that challenges the one that answers, and those before',
  description:
    'With --truth, what both sides predicted is held against what came true since: their mean absolute errors, and ' +
    'the difference with its interval of 95 %.',
  example: ['swell service challenges surf', 'swell service challenges surf --truth'],
  positionals: ['service'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    truth: z.boolean().default(false).describe('Hold both sides against what came true'),
  }),
  run: async (context, { service, truth }) => {
    const project = await context.open()
    const services = await openServices(project, { isReader: true })
    try {
      const { challenges } = await readChallenges(project, services, service)
      const [newest] = challenges
      const isAsked = truth && newest !== undefined
      const params = { name: service, id: newest?.id ?? '' }
      return {
        service,
        challenges,
        truth: isAsked ? await readChallengeTruth(project, services, params) : null,
      }
    } finally {
      await services.close()
    }
  },
  print: ({ service, challenges, truth }, page) => {
    const [newest, ...older] = challenges
    if (newest === undefined) return `Service ${service} has had no challenge.\n`
    return [
      renderChallenge(newest, page),
      ...(truth === null ? [] : [renderTruth(truth)]),
      ...(older.length === 0 ? [] : [`\n${renderChallenges(older, page)}`]),
    ].join('')
  },
})
