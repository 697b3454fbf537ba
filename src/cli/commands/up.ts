import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { serve } from '../serve.ts'

export const up = defineCommand({
  name: 'up',
  summary: 'Serve the dashboard, the services and the schedules',
  description:
    'Serves until Ctrl-C, which lets requests and runs under way end. A promoted version is served ' +
    'without a restart.',
  example: ['swell up', 'swell up --port 8080 --host 0.0.0.0', 'swell up --grpc-port 4301'],
  input: z.strictObject({
    port: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4300)
      .describe('Where to listen; 0 takes a free one'),
    grpcPort: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .describe('Where to speak gRPC (Open Inference Protocol) as well; 0 takes a free one'),
    host: z.string().default('127.0.0.1').describe('Which network to listen to; 0.0.0.0 is all'),
  }),
  run: async (context, { port, host, grpcPort }) => {
    const grpc = grpcPort === undefined ? {} : { grpcPort }
    await serve(context, await context.open(), { port, host, ...grpc })
    return null
  },
  print: (_, { style }) => `${style.dim('Stopped.')}\n`,
})
