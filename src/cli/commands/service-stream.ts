import { z } from 'zod'
import { getService } from '../../project/index.ts'
import {
  answerStream,
  fsPredictionJournal,
  lineStream,
  openService,
  redisStream,
} from '../../serving/index.ts'
import { defineCommand } from '../command.ts'

export const serviceStream = defineCommand({
  name: 'service stream',
  summary: 'Answer rows that come by a stream',
  description:
    'Reads rows as lines of JSON and writes a line for each, in order; or, with --redis, reads the field `row` of the ' +
    'messages of a Redis stream as one of a consumer group, and adds the answers to another stream. At least once: what ' +
    'was not let go of before an end is answered again, by a prediction of the same id. What can’t be answered is ' +
    'answered by its problem. Promoted versions are taken up while it runs.',
  example: [
    'swell service stream surf < rows.ndjson > predictions.ndjson',
    'swell service stream surf --redis redis://localhost:6379 --from waves --to heights',
  ],
  positionals: ['service'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    redis: z
      .string()
      .optional()
      .describe('A Redis server, instead of standard input and output')
      .meta({ value: '<url>' }),
    from: z.string().default('rows').describe('The Redis stream that rows come by'),
    to: z.string().default('predictions').describe('The Redis stream that answers go to'),
    group: z.string().default('groundswell').describe('The consumer group that shares the rows'),
  }),
  run: async (context, { service, redis, ...streams }) => {
    const project = await context.open()
    const definition = getService(project.definition, service)
    const journal = fsPredictionJournal(definition, project)
    const open = await openService({ ...project, journal }, definition)
    const following = open.startFollowing({ signal: context.signal })
    // A connection to Redis alone would not keep the process.
    const staying = setInterval(() => undefined, 60_000)
    const adapter =
      redis === undefined
        ? lineStream(process.stdin, process.stdout)
        : redisStream({ url: redis, ...streams })
    const onProgress = ({ answered, problems }: { answered: number; problems: number }) => {
      context.live.progress({ work: 'rows', done: answered + problems })
    }
    try {
      return await answerStream(open, adapter, { signal: context.signal, onProgress })
    } finally {
      clearInterval(staying)
      await adapter.close()
      await open.close()
      void following
    }
  },
  // What was answered stands on standard output.
  print: () => '',
})
