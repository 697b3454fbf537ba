import { randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../src/base/index.ts'
import { addDataset, datasetStatus, type DatasetDeps } from '../src/data/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../src/storage/index.ts'
import type { BenchOptions } from './bench.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { timeProcess } from './time-process.ts'

export interface VersionSizes {
  readonly fileBytes: number
  readonly fileCount: number
}

const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))

/** A share of the full sizes: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)

const fullSizes = { fileBytes: 1e9 * share, fileCount: 50_000 * share }

/** Keeping data under versions, against the programs that hash and copy it, and against Git. */
export async function benchVersions(
  _options: BenchOptions,
  sizes: VersionSizes = fullSizes,
): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  try {
    writeLarge(join(folder, 'large.bin'), sizes.fileBytes)
    writeMany(join(folder, 'many'), sizes.fileCount)
    return [
      await benchLarge(folder, sizes),
      await benchMany(folder, sizes),
      ...(await benchStatus(folder, sizes)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function benchLarge(folder: string, { fileBytes }: VersionSizes): Promise<Row> {
  const peer = 'sha256sum and cp'
  const command = 'sha256sum large.bin && cp large.bin copy.bin'
  const measured = await takeTurns(
    async () => {
      const tookMs = await timeAdd(folder, 'large.bin', 'state-large')
      rmSync(join(folder, 'state-large'), { recursive: true })
      return tookMs
    },
    async () => {
      const tookMs = await timeShell(folder, command)
      rmSync(join(folder, 'copy.bin'))
      return tookMs
    },
    { warmUpCount: 1, count: 5 },
  )
  const work = `add a file of ${Math.round(fileBytes / 1e6).toLocaleString('en')} MB to a dataset`
  return toSeconds(work, measured, peer)
}

/** Nothing is removed between turns: ext4 makes files slowly for a while after many were removed. */
async function benchMany(folder: string, { fileCount }: VersionSizes): Promise<Row> {
  let turn = 0
  const measured = await takeTurns(
    () => timeAdd(folder, 'many', `state-many-${(turn += 1)}`),
    () =>
      timeShell(
        folder,
        `find many -type f -print0 | xargs -0 sha256sum && cp -r many copy-${turn}`,
      ),
    { warmUpCount: 1, count: 3 },
  )
  const work = `add ${fileCount.toLocaleString('en')} small files to a dataset`
  return toSeconds(work, measured, 'sha256sum and cp -r')
}

/** Of the verb in a process that runs already, and of the whole command, which first has to start. */
async function benchStatus(parent: string, { fileCount }: VersionSizes): Promise<readonly Row[]> {
  const [folder, state] = [join(parent, 'status'), '.swell']
  writeMany(join(folder, 'many'), fileCount)
  writeFileSync(join(folder, 'swell.config.ts'), '')
  await timeAdd(folder, 'many', state)
  // Committed, or git would name every file; and looked at once, or it would read what is as new as its index.
  const identity = '-c user.name=bench -c user.email=bench@localhost'
  await timeShell(folder, `git init -q . && git add many && git ${identity} commit -q -m all`)
  await timeShell(folder, 'git status')
  return withDatasets(folder, state, async (deps) => {
    const look = async () => {
      const [status] = await datasetStatus(deps)
      if (status?.state !== 'unchanged') throw new Error('The files are as they were added.')
    }
    const git = () => timeProcess({ command: 'git', args: ['status'], cwd: folder })
    const turns = { warmUpCount: 2, count: 9 }
    const inside = await takeTurns(() => timeWork(look), git, turns)
    const command = () => timeProcess({ args: [swell, 'data', 'status'], cwd: folder })
    const whole = await takeTurns(command, git, turns)
    const work = `status of ${fileCount.toLocaleString('en')} unchanged files`
    return [toMilliseconds(work, inside), toMilliseconds(`${work}, whole command`, whole)]
  })
}

function toMilliseconds(
  work: string,
  { ours, peer: peerValue }: { readonly ours: number; readonly peer: number },
): Row {
  const peer = 'git status'
  return toRow({ work, unit: 'ms', ours, peer, peerValue, target: 1, better: 'lower' })
}

function toSeconds(
  work: string,
  { ours, peer: peerMs }: { readonly ours: number; readonly peer: number },
  peer: string,
): Row {
  const values = { ours: ours / 1000, peerValue: peerMs / 1000 }
  return toRow({ work, unit: 's', peer, target: 1.3, better: 'lower', ...values })
}

/** Adds to a new state, where nothing is known of the files yet. */
async function timeAdd(root: string, path: string, state: string): Promise<number> {
  return withDatasets(root, state, (deps) =>
    timeWork(async () => {
      const { isNew } = await addDataset(deps, { path, by: 'bench' })
      if (!isNew) throw new Error('A new state knows no content.')
    }),
  )
}

async function withDatasets<Result>(
  root: string,
  name: string,
  use: (deps: DatasetDeps) => Promise<Result>,
): Promise<Result> {
  const state = join(root, name)
  const now = systemClock
  const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now })
  try {
    return await use({ root, state, database, blobs: fsBlobStore(join(state, 'blobs')), now })
  } finally {
    await database.close()
  }
}

async function timeWork(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

function timeShell(cwd: string, command: string): Promise<number> {
  return timeProcess({ command: 'sh', args: ['-c', command], cwd })
}

function writeLarge(path: string, byteCount: number): void {
  const file = openSync(path, 'w')
  for (let written = 0; written < byteCount; written += 4 << 20) {
    writeSync(file, randomBytes(Math.min(4 << 20, byteCount - written)))
  }
  closeSync(file)
}

/** A hundred folders, files of half a kilobyte to four and a half. */
function writeMany(folder: string, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const inner = join(folder, String(number % 100))
    if (number < 100) mkdirSync(inner, { recursive: true })
    writeFileSync(join(inner, `${number}.bin`), randomBytes(500 + ((number * 7919) % 4000)))
  }
}
