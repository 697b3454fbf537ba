import { z } from 'zod'
import { parseEvents, parseWebhookUrl, sqlWebhooks } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'

export const webhooksAdd = defineCommand({
  name: 'webhooks add',
  summary: 'Have an address told of what happens in the registry',
  description:
    'Deliveries have MLflow’s form. They are signed with the secret that the variable holds; the secret itself ' +
    'is not kept. `swell up` sends them within seconds, and so does a command that moves an alias; what is not ' +
    'taken is sent again later, with the same id.',
  example: [
    'swell webhooks add deploy https://ci.example.com/hook --secret-variable DEPLOY_SECRET',
    'swell webhooks add chat http://127.0.0.1:9000/ --event model_version_alias.created',
  ],
  positionals: ['name', 'url'],
  input: z.strictObject({
    name: z.string().min(1).describe('What it is called'),
    url: z.string().describe('Where it is sent by POST'),
    event: z.array(z.string()).default([]).describe('What it is told of; all when left out'),
    secretVariable: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, 'must be the name of a variable')
      .optional()
      .describe('Which variable holds the secret that signs'),
    note: z.string().optional().describe('What it is for').meta({ value: '"…"' }),
  }),
  run: async (context, { name, url, event, secretVariable, note: description }) =>
    sqlWebhooks(await context.open()).insert({
      name,
      url: parseWebhookUrl(url),
      events: parseEvents(event),
      secretVariable,
      description,
    }),
  print: ({ name, url, events }) => `${name} is told of ${events.join(', ')}, at ${url}\n`,
})
