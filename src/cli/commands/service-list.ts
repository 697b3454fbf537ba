import { z } from 'zod'
import { openServices, readServices } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderServices } from '../render-services.ts'

export const serviceList = defineCommand({
  name: 'service list',
  summary: 'List the services and what they serve',
  example: 'swell service list',
  input: z.strictObject({}),
  run: async (context) => {
    const project = await context.open()
    const services = await openServices(project, { isReader: true })
    try {
      return await readServices(project, services)
    } finally {
      await services.close()
    }
  },
  print: ({ services }, page) => renderServices(services, page),
})
