import { fileURLToPath } from 'node:url'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'

const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))

/** How soon the command line answers, against the least that Node can do. */
export async function benchHelp(): Promise<readonly Row[]> {
  const measured = await takeTurns(
    () => timeProcess({ args: [swell, '--help'] }),
    () => timeProcess({ args: ['-e', '0'] }),
    { warmUpCount: 3, count: 25 },
  )
  return [
    toRow({
      work: 'swell --help',
      unit: 'ms',
      ours: measured.ours,
      peer: 'node -e 0',
      peerValue: measured.peer,
      target: 2.5,
      better: 'lower',
    }),
  ]
}
