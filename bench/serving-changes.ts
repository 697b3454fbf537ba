import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Reloaded } from './reloading-service.ts'
import { toRow, type Row } from './row.ts'

const service = fileURLToPath(new URL('reloading-service.ts', import.meta.url))
const register = new URL('../scripts/register-source.mjs', import.meta.url).href

/** What it takes to go from one version to another, and back, of a served project that nobody else has open. */
export async function benchChanges(project: string): Promise<readonly Row[]> {
  const args = ['--expose-gc', '--import', register, service, project]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project })
  const { afterFive, afterHundred, rollbackMs } = JSON.parse(stdout) as Reloaded
  const peer = 'after 5'
  return [
    toRow({
      work: 'memory in use after 100 versions, garbage collected',
      unit: 'MB',
      ours: afterHundred.usedBytes / 1e6,
      peer,
      peerValue: afterFive.usedBytes / 1e6,
      target: 1.1,
      better: 'lower',
    }),
    toRow({
      work: 'the same, as the process has it of the machine',
      unit: 'MB',
      ours: afterHundred.residentBytes / 1e6,
      peer,
      peerValue: afterFive.residentBytes / 1e6,
      better: 'lower',
    }),
    toRow({
      work: 'a rollback, until the service answers by it',
      unit: 'ms',
      ours: rollbackMs,
      peer: 'a second',
      peerValue: 1000,
      target: 1,
      better: 'lower',
    }),
  ]
}
