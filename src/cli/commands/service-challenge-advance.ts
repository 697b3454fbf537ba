import { z } from 'zod'
import { getService } from '../../project/index.ts'
import { toChallengeReply } from '../../server/index.ts'
import { advanceChallenge } from '../../serving/index.ts'
import { defineCommand } from '../command.ts'
import { renderChallenge } from '../render-challenges.ts'
import { userName } from '../user-name.ts'

export const serviceChallengeAdvance = defineCommand({
  name: 'service challenge-advance',
  summary: 'Let the version that challenges go into its next stage without waiting',
  example: 'swell service challenge-advance surf',
  positionals: ['service'],
  input: z.strictObject({ service: z.string().describe('Its name') }),
  run: async (context, { service }) => {
    const project = await context.open()
    const found = getService(project.definition, service)
    return toChallengeReply(await advanceChallenge(project, found, { by: userName() }))
  },
  print: (challenge, page) => renderChallenge(challenge, page),
})
