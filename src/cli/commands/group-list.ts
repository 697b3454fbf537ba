import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { readGroups } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderGroups } from '../render-groups.ts'

export const groupList = defineCommand({
  name: 'group list',
  summary: 'List the feature groups and how fresh they are',
  example: ['swell group list', 'swell group list --as-of 2026-03-01'],
  input: z.strictObject({
    asOf: z.string().optional().describe('As they were at this moment').meta({ value: '<moment>' }),
  }),
  run: async (context, { asOf }) => {
    const then = asOf === undefined ? {} : { until: parseMoment(asOf) }
    const { groups } = await readGroups(await context.open(), then)
    return { groups, ...(asOf === undefined ? {} : { asOf: parseMoment(asOf) }) }
  },
  print: ({ groups, asOf }, page) =>
    renderGroups(groups, asOf === undefined ? page : { ...page, now: asOf }),
})
