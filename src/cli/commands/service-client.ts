import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { clientSource, openServices } from '../../server/index.ts'
import { defineCommand } from '../command.ts'

export const serviceClient = defineCommand({
  name: 'service client',
  summary: 'Write a typed client of a service',
  description:
    'TypeScript that needs nothing but fetch: rows with the fields of the model’s signature, answers with its label ' +
    'and features, problems as errors. Made again when the model’s signature changes.',
  example: ['swell service client surf --out web/surf-client.ts', 'swell service client surf'],
  positionals: ['service'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    out: z.string().optional().describe('Where to; shown, if not told').meta({ value: '<file>' }),
  }),
  run: async (context, { service, out }) => {
    const project = await context.open()
    const services = await openServices(project, { isReader: true })
    try {
      const source = clientSource(services.get(service))
      const file = out === undefined ? null : resolve(context.workingFolder, out)
      if (file !== null) {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, source)
      }
      return { service, file, source }
    } finally {
      await services.close()
    }
  },
  print: ({ file, source }, { style }) =>
    file === null ? source : `${style.dim('Wrote')} ${file}\n`,
})
