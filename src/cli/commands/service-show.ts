import { z } from 'zod'
import { openServices, readService } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderService } from '../render-services.ts'

export const serviceShow = defineCommand({
  name: 'service show',
  summary: 'Show a service: its versions, the models that have a part in it, its fields',
  example: 'swell service show surf',
  positionals: ['service'],
  input: z.strictObject({ service: z.string().describe('Its name') }),
  run: async (context, { service }) => {
    const project = await context.open()
    const services = await openServices(project, { isReader: true })
    try {
      return await readService(project, services, service)
    } finally {
      await services.close()
    }
  },
  print: (service, page) => renderService(service, page),
})
