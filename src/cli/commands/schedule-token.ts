import { z } from 'zod'
import { makeEventToken, revokeEventTokens } from '../../pipelines/index.ts'
import { getPipeline } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { userName } from '../user-name.ts'
import { writeCounted } from '../write-value.ts'

export const scheduleToken = defineCommand({
  name: 'schedule token',
  summary: 'Make a token with which a pipeline may be asked for over HTTP',
  description:
    'The token is shown this once: what is kept is its digest. Whoever has it may make this one pipeline run: ' +
    'POST /api/v1/pipelines/<pipeline>/events with the header Authorization: Bearer <token>.',
  example: ['swell schedule token daily', 'swell schedule token daily --revoke'],
  positionals: ['pipeline'],
  input: z.strictObject({
    pipeline: z.string().describe('Its name'),
    revoke: z.boolean().default(false).describe('End all tokens of this pipeline instead'),
  }),
  run: async (context, { pipeline: name, revoke }) => {
    const project = await context.open()
    const pipeline = getPipeline(project.definition, name).name
    if (revoke) {
      return {
        pipeline,
        token: null,
        revokedCount: await revokeEventTokens(project.database, pipeline),
      }
    }
    const { token } = await makeEventToken(project, pipeline, userName())
    return { pipeline, token, revokedCount: 0 }
  },
  print: ({ pipeline, token, revokedCount }, { style }) => {
    if (token === null) return `${writeCounted(revokedCount, 'token')} of ${pipeline} ended.\n`
    const call = `curl -X POST http://127.0.0.1:4300/api/v1/pipelines/${pipeline}/events -H 'Authorization: Bearer <token>'`
    return `${token}\n${style.dim(`It is shown this once. ${call}`)}\n`
  },
})
