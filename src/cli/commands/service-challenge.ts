import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { toChallengeReply, toChallengeStart } from '../../server/index.ts'
import { startChallenge, challengeKinds } from '../../serving/index.ts'
import { getService } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderChallenge } from '../render-challenges.ts'
import { userName } from '../user-name.ts'

export const serviceChallenge = defineCommand({
  name: 'service challenge',
  summary: 'Try a version beside the one that a service answers with',
  description:
    'A shadow only thinks: what it would have said is kept and held against the answers. A canary answers a share ' +
    'of the keys that grows stage by stage; it goes back at once where it fails, is slow or predicts otherwise, and ' +
    'takes the alias after its last stage if the gates hold. A split answers the same share of the keys until it is ' +
    'ended. A key stays on its side. Servers take it up within a second, and no request fails for it.',
  example: [
    'swell service challenge surf 7 --as shadow',
    'swell service challenge surf 7 --shares 0.05,0.25,1 --every 10m --shift 0.1',
    'swell service challenge surf 7 --as split --shares 0.5',
  ],
  positionals: ['service', 'version'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    version: z.coerce.number().int().min(1).describe('The version to be tried'),
    as: z.enum(challengeKinds).default('canary').describe('How it takes part'),
    shares: z
      .string()
      .optional()
      .describe('The share of the keys, stage by stage: 0.05,0.25,1 for a canary, if not told')
      .meta({ value: '<shares>' }),
    every: z.string().optional().describe('How long a stage lasts at least; 10m, if not told'),
    leastRows: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Rows that it must have answered in a stage; 100, if not told'),
    errors: z.coerce
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('The share of rows that may fail; 0.01, if not told'),
    slower: z
      .string()
      .optional()
      .describe('How much longer a row may take than with the current version; 5ms'),
    shift: z.coerce
      .number()
      .positive()
      .optional()
      .describe('How far it may predict from the current version, in standard deviations; 0.5'),
  }),
  run: async (
    context,
    { service, version, as: kind, shares, every, leastRows, errors, ...told },
  ) => {
    const project = await context.open()
    const { slower, shift } = told
    const asked = toChallengeStart({
      version,
      kind,
      ...(shares === undefined ? {} : { shares: shares.split(',').map(Number) }),
      ...(every === undefined ? {} : { everyMs: parseDuration(every) }),
      ...(leastRows === undefined ? {} : { leastRows }),
      ...(errors === undefined ? {} : { errorShare: errors }),
      ...(slower === undefined ? {} : { slowerMs: parseDuration(slower) }),
      ...(shift === undefined ? {} : { shift }),
    })
    const found = getService(project.definition, service)
    return toChallengeReply(await startChallenge(project, found, { ...asked, by: userName() }))
  },
  print: (challenge, page) => renderChallenge(challenge, page),
})
