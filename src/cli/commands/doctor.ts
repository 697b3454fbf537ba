import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { examine } from '../examine.ts'
import type { Finding } from '../finding.ts'
import { exitCodes } from '../exit-code.ts'
import type { Style } from '../style.ts'

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Look whether all is well, and how to mend what is not',
  description:
    'Looks at Node, memory and port, the project and the settings of every environment, its state, every ' +
    'blob, the disk, the clock, work under way, schedules and sources. Changes nothing ' +
    'but drafts that dead processes left behind. The exit code is 6 when something is wrong.',
  example: ['swell doctor', 'swell doctor --json'],
  input: z.strictObject({
    port: z.number().int().min(1).max(65_535).default(4300).describe('The port that is to be free'),
  }),
  run: async (context, { port }) => ({ findings: await examine(context, port) }),
  exitCode: ({ findings }) =>
    findings.every(({ state }) => state !== 'wrong') ? exitCodes.done : exitCodes.refused,
  print: ({ findings }, { style }) => {
    const width = Math.max(...findings.map(({ what }) => what.length))
    const wrong = findings.filter(({ state }) => state === 'wrong').length
    const end =
      wrong === 0
        ? style.good('All is well.')
        : style.bad(`${wrong} of ${findings.length} are wrong.`)
    return `${findings.map((finding) => renderFinding(finding, width, style)).join('')}\n${end}\n`
  },
})

function renderFinding({ what, state, found, fix }: Finding, width: number, style: Style): string {
  const mark = { well: style.good('✓'), note: style.warn('!'), wrong: style.bad('✗') }[state]
  const next = fix === undefined ? '' : `${' '.repeat(width + 5)}${style.accent('→')} ${fix}\n`
  return `${mark} ${what.padEnd(width)}   ${found}\n${next}`
}
