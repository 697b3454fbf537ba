import { availableParallelism } from 'node:os'
import { relative } from 'node:path'

/** Files, and what each looked like: size, modified, changed and inode. */
export interface FileLooks {
  /** The folder that holds them. */
  readonly folder: string
  /** From there, with a NUL between them. */
  readonly paths: string
  readonly fileCount: number
  /** Four numbers a file; those after the last are no matter. */
  readonly stats: Float64Array
}

const manyFiles = 10_000

/** True when each file looks as it did. Of many files a second thread looks at its share. */
export async function lookTheSame(looks: FileLooks): Promise<boolean> {
  const { folder, paths, fileCount, stats } = looks
  const fromHere = relative(process.cwd(), folder)
  // The system walks along every part of a path, for every file.
  const base = `${fromHere !== '' && fromHere.length < folder.length ? fromHere : folder}/`
  const starts = startsOf(paths)
  if (fileCount < manyFiles || availableParallelism() < 2) {
    const work = { base, paths, starts, stats, turn: new Int32Array(2) }
    look(work)
    return work.turn[1] === 0
  }
  const shared = new Float64Array(new SharedArrayBuffer(fileCount * 4 * 8))
  shared.set(stats.subarray(0, fileCount * 4))
  const turn = new Int32Array(new SharedArrayBuffer(8))
  const work = { base, paths, starts, stats: shared, turn }
  const other = await lookBeside(work)
  look(work)
  await other.ended
  return work.turn[1] === 0
}

interface Work {
  readonly base: string
  readonly paths: string
  /** Where in `paths` every 500th file begins, and the end. */
  readonly starts: readonly number[]
  readonly stats: Float64Array
  /** The next five hundred that nobody has looked at; 1 when a difference was found. */
  readonly turn: Int32Array
}

const atOnce = 500

function startsOf(paths: string): readonly number[] {
  const starts = [0]
  let count = 0
  for (let at = paths.indexOf('\0'); at >= 0; at = paths.indexOf('\0', at + 1)) {
    count += 1
    if (count % atOnce === 0) starts.push(at + 1)
  }
  return [...starts, paths.length + 1]
}

/**
 * Its text is also run by another thread: it refers to nothing outside. Whoever is faster does more. The
 * paths are cut as they are needed: fifty thousand pieces that live on keep the garbage collector busy.
 */
function look({ base, paths, starts, stats, turn }: Work): void {
  const { lstatSync } = process.getBuiltinModule('node:fs')
  const quietly = { throwIfNoEntry: false } as const
  while (turn[1] === 0) {
    const next = Atomics.add(turn, 0, 1)
    const end = starts[next + 1]
    if (end === undefined) return
    let at = next * 2000
    for (const name of paths.slice(starts[next], end - 1).split('\0')) {
      const found = lstatSync(base + name, quietly)
      const isSame =
        found !== undefined &&
        found.isFile() &&
        found.size === stats[at] &&
        found.mtimeMs === stats[at + 1] &&
        found.ctimeMs === stats[at + 2] &&
        found.ino === stats[at + 3]
      if (!isSame) {
        turn[1] = 1
        return
      }
      at += 4
    }
  }
}

async function lookBeside(work: Work): Promise<{ readonly ended: Promise<void> }> {
  const { Worker } = await import('node:worker_threads')
  const code = `(${String(look)})(process.getBuiltinModule('node:worker_threads').workerData)`
  const worker = new Worker(code, { eval: true, workerData: work })
  const ended = new Promise<void>((resolve) => {
    // What it took and did not look at counts as a difference: a closer look will tell.
    worker.on('error', () => {
      work.turn[1] = 1
    })
    worker.on('exit', () => resolve())
  })
  return { ended }
}
