import { resolve } from 'node:path'
import { z } from 'zod'
import { addRemote } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { openData } from '../open-data.ts'

export const remoteAdd = defineCommand({
  name: 'remote add',
  summary: 'Name a folder where versions of datasets lie for others',
  description:
    'It is written to swell.remotes.json, which goes into Git. A relative folder stands beside the ' +
    'project’s configuration.',
  example: ['swell remote add origin /mnt/data/harbour', 'swell remote add backup ../backup'],
  positionals: ['name', 'folder'],
  input: z.strictObject({
    name: z.string().describe('What it is called'),
    folder: z.string().min(1).describe('A folder; made if it is not there'),
  }),
  run: async (context, { name, folder }) => {
    const { root } = await openData(context)
    const added = await addRemote(root, { name, folder })
    return { ...added, path: resolve(root, folder) }
  },
  print: ({ name, path }, { style }) =>
    `${style.good('✓')} ${style.bold(name)} is ${path}. Send to it with swell data push.\n`,
})
