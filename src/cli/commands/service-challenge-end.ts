import { z } from 'zod'
import { getService } from '../../project/index.ts'
import { toChallengeReply } from '../../server/index.ts'
import { endChallenge } from '../../serving/index.ts'
import { defineCommand } from '../command.ts'
import { renderChallenge } from '../render-challenges.ts'
import { userName } from '../user-name.ts'

export const serviceChallengeEnd = defineCommand({
  name: 'service challenge-end',
  summary: 'End a challenge; the version of the alias answers all again',
  example: 'swell service challenge-end surf --reason "waves too high in the north"',
  positionals: ['service'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: async (context, { service, reason }) => {
    const project = await context.open()
    const found = getService(project.definition, service)
    return toChallengeReply(await endChallenge(project, found, { by: userName(), reason }))
  },
  print: (challenge, page) => renderChallenge(challenge, page),
})
