import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { kedroPeer } from './kedro-peer.ts'
import { metaflowPeer } from './metaflow-peer.ts'
import type { PipelinePeer } from './pipeline-peer.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'
import { writeSteps } from './write-steps.ts'

const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))
const turns = { warmUpCount: 0, count: 3 }

/** The same steps, each a trivial one, by ours and by others: whole processes from start to end. */
export async function benchPipelinePeers(
  folder: string,
  stepCount: number,
): Promise<readonly Row[]> {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with metaflow, kedro and kedro-datasets.',
    )
  }
  const project = join(folder, 'ours')
  writeSteps(project, stepCount)
  const rows: Row[] = []
  for (const makePeer of [metaflowPeer, kedroPeer]) {
    const peer = makePeer(join(folder, makePeer.name), stepCount)
    rows.push(...(await measure(project, python, peer, stepCount)))
  }
  return rows
}

async function measure(
  project: string,
  python: string,
  { name, folder, state, cold, again, environment }: PipelinePeer,
  stepCount: number,
): Promise<readonly Row[]> {
  const ours = () => timeProcess({ args: [swell, 'run', 'long'], cwd: project })
  const theirs = (args: readonly string[]) =>
    timeProcess({ command: python, args, cwd: folder, environment })
  const first = await takeTurns(
    () => afresh(join(project, '.swell'), ours),
    () => afresh(join(folder, state), () => theirs(cold)),
    turns,
  )
  const second = await takeTurns(ours, () => theirs(again), turns)
  const about = { unit: 'ms', peer: name, target: 1, better: 'lower' } as const
  const row = (work: string, measured: typeof first) =>
    toRow({ ...about, work, ours: measured.ours, peerValue: measured.peer })
  return [
    row(`${stepCount} steps, the first time`, first),
    row(`${stepCount} steps, again`, second),
  ]
}

function afresh(state: string, run: () => Promise<number>): Promise<number> {
  rmSync(state, { recursive: true, force: true })
  return run()
}
