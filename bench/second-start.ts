import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyCheckout } from '../scripts/copy-checkout.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'

/** `npm start -- --once` again, with nothing new, against the least that Node can do. */
export async function benchSecondStart(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  const checkout = join(folder, 'groundswell')
  try {
    copyCheckout(checkout)
    const start = () =>
      timeProcess({ command: 'npm', args: ['start', '--silent', '--', '--once'], cwd: checkout })
    await start()
    const measured = await takeTurns(start, () => timeProcess({ args: ['-e', '0'] }), {
      warmUpCount: 1,
      count: 5,
    })
    return [
      toRow({
        work: 'second npm start -- --once',
        unit: 'ms',
        ours: measured.ours,
        peer: 'node -e 0',
        peerValue: measured.peer,
        target: 60,
        better: 'lower',
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
