import { z } from 'zod'
import { suggestName } from '../../base/index.ts'
import { describeChannel, trialMessage, tryChannel } from '../../monitoring/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'

export const alertTry = defineCommand({
  name: 'alert try',
  summary: 'Send a trial message to a channel, to see whether it is heard',
  description: 'Nothing is kept of it. Where the channel does not take it, the exit code is 7.',
  example: 'swell alert try ops',
  positionals: ['channel'],
  input: z.strictObject({ channel: z.string().describe('Its name') }),
  run: async (context, { channel: name }) => {
    const project = await context.open()
    const { monitors, objectives } = project.definition
    const channels = [...monitors, ...objectives].flatMap(({ tell }) => tell)
    const channel = channels.find((one) => one.name === name)
    if (channel === undefined) {
      const suggestion = suggestName(name, [...new Set(channels.map((one) => one.name))])
      throw cliErrors.channelNotFound({ channel: name, suggestion })
    }
    const message = trialMessage(project.definition.name, context.now())
    const tell = (line: string) => context.log.warn(line)
    const problem = await tryChannel({ ...project, tell }, channel, message)
    return { channel: name, address: describeChannel(channel), problem: problem ?? null }
  },
  exitCode: ({ problem }) => (problem === null ? exitCodes.done : exitCodes.outside),
  print: ({ channel, address, problem }) =>
    problem === null
      ? `${channel} (${address}) has taken it.\n`
      : `${channel} (${address}) has not taken it: ${problem}\n`,
})
