import { z } from 'zod'
import { cliErrors } from '../errors.ts'
import { defineCommand } from '../command.ts'
import { accessLogFile } from '../log-file.ts'
import { serve } from '../serve.ts'
import { serveAsWorker, workerPort } from '../../server/index.ts'

const port = z.number().int().min(0).max(65_535)

export const up = defineCommand({
  name: 'up',
  summary: 'Serve the dashboard, the services and the schedules',
  description:
    'Serves until Ctrl-C, which lets requests and runs under way end. A promoted version is served ' +
    'without a restart. Beyond this machine (--host), only who shows a key is answered: swell keys create.',
  example: [
    'swell up',
    'swell up --port 8080 --host 0.0.0.0 --tls-cert server.crt --tls-key server.key',
    'swell up --grpc-port 4301',
    'swell up --workers 4',
    'swell up --origins https://shop.example.org',
  ],
  input: z.strictObject({
    port: port.default(4300).describe('Where to listen; 0 takes a free one'),
    grpcPort: port
      .optional()
      .describe('Where to speak gRPC (Open Inference Protocol) as well; 0 takes a free one'),
    host: z.string().default('127.0.0.1').describe('Which network to listen to; 0.0.0.0 is all'),
    access: z
      .enum(['keys', 'open'])
      .optional()
      .describe('Whom to answer: who shows a key, or all; keys beyond this machine, if not told'),
    origins: z
      .array(z.string())
      .default([])
      .describe('Whose pages may ask for predictions from a browser (CORS); may be given again')
      .meta({ value: '<origin>' }),
    accessLog: z
      .boolean()
      .default(false)
      .describe('Write each request, with its trace, to logs/access.ndjson of the state'),
    workers: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(1)
      .describe('Processes that answer at the same port, each with models of its own'),
    tlsCert: z.string().optional().describe('Encrypt: the certificate, a file in PEM'),
    tlsKey: z.string().optional().describe('The key of the certificate, a file in PEM'),
  }),
  run: async (context, { tlsCert, tlsKey, accessLog, ...address }) => {
    if ((tlsCert === undefined) !== (tlsKey === undefined)) throw cliErrors.tlsNeedsBoth({})
    const tls =
      tlsCert === undefined || tlsKey === undefined
        ? undefined
        : { certificate: tlsCert, key: tlsKey }
    const project = await context.open()
    const log = accessLog ? accessLogFile(project.state) : undefined
    if (workerPort() === undefined) {
      await serve(context, project, { ...address, tls, accessLog: log })
    } else {
      const { host, access, origins } = address
      const own = { host, access, origins, tls, accessLog: log, signal: context.signal }
      await serveAsWorker({ ...project, log: context.log }, own)
    }
    return null
  },
  print: (_, { style }) => `${style.dim('Stopped.')}\n`,
})
