import { z } from 'zod'
import { listRemotes, remotePlace } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { openData } from '../open-data.ts'
import { renderTable } from '../render-table.ts'

export const remoteList = defineCommand({
  name: 'remote list',
  summary: 'List the remotes of the project',
  example: 'swell remote list',
  input: z.strictObject({}),
  run: async (context) => ({ remotes: await listRemotes((await openData(context)).root) }),
  print: ({ remotes }, { style }) =>
    renderTable(
      remotes,
      [
        { title: 'remote', of: ({ name }) => name },
        { title: 'place', of: remotePlace },
      ],
      { style, nothing: 'There are none. Add one: swell remote add origin <folder or s3://…>' },
    ),
})
