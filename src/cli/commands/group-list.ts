import { z } from 'zod'
import { readGroups } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderGroups } from '../render-groups.ts'

export const groupList = defineCommand({
  name: 'group list',
  summary: 'List the feature groups and how fresh they are',
  example: 'swell group list',
  input: z.strictObject({}),
  run: async (context) => readGroups(await context.open()),
  print: ({ groups }, page) => renderGroups(groups, page),
})
