import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Reloaded } from './reloading-service.ts'
import { toRow, type Row } from './row.ts'

const service = fileURLToPath(new URL('reloading-service.ts', import.meta.url))
const register = new URL('../scripts/register-source.mjs', import.meta.url).href

/** What it takes to go from one version to another, and back, of a served project that nobody else has open and that has been asked before. */
export async function benchChanges(project: string): Promise<readonly Row[]> {
  const trees = await reload(project, 'trees')
  const graphs = await reload(project, 'graphs')
  return [
    ...memoryRows('100 versions', trees),
    ...memoryRows('100 graphs in threads', graphs),
    toRow({
      work: 'a rollback, until the service answers by it',
      unit: 'ms',
      ours: trees.rollbackMs,
      peer: 'a second',
      peerValue: 1000,
      target: 1,
      better: 'lower',
    }),
  ]
}

async function reload(project: string, kind: 'trees' | 'graphs'): Promise<Reloaded> {
  const args = ['--expose-gc', '--import', register, service, project, kind]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project })
  return JSON.parse(stdout) as Reloaded
}

function memoryRows(after: string, { afterFive, afterHundred }: Reloaded): readonly Row[] {
  const common = { unit: 'MB', peer: 'after 5', target: 1.1, better: 'lower' } as const
  return [
    toRow({
      ...common,
      work: `memory in use after ${after}, garbage collected`,
      ours: afterHundred.usedBytes / 1e6,
      peerValue: afterFive.usedBytes / 1e6,
    }),
    toRow({
      ...common,
      work: `the same after ${after}, as the process has it of the machine`,
      ours: afterHundred.residentBytes / 1e6,
      peerValue: afterFive.residentBytes / 1e6,
    }),
  ]
}
