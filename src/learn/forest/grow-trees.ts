import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Breather } from '../breather.ts'
import type { Tree } from '../trees/tree.ts'
import { openGrower, type ForestWork } from './forest-work.ts'
import type { GrownTree } from './forest-worker.ts'

/** The thread's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
const workerFile = new URL(`./forest-worker${extname(import.meta.url)}`, import.meta.url)

/** So many trees a thread is told of beforehand, so that it needs not wait for this one. */
const toldAhead = 2

interface Growing {
  readonly after: number
  readonly count: number
  readonly threads: number
  readonly breather: Breather
}

/**
 * Grows the trees behind number `after`, up to `count`, on so many threads, this one among them, and gives them in their order: the same
 * whatever the number of threads. Threads are let go when nobody asks for trees any more.
 */
export async function* growTrees(
  work: ForestWork,
  { after, count, threads, breather }: Growing,
): AsyncGenerator<Tree> {
  const grown = Array.from({ length: Math.max(0, count - after) }, () =>
    Promise.withResolvers<Tree>(),
  )
  const numbers = grown.keys()
  const take = (): number | undefined => {
    const { done, value } = numbers.next()
    return done === true ? undefined : after + value + 1
  }
  const fail = (error: unknown): void => {
    for (const { reject } of grown) reject(error)
  }
  // Trees that nobody asks for after a failure fail for nobody.
  for (const { promise } of grown) promise.catch(() => undefined)
  const shared = threads > 1 ? share(work) : work
  const workers = Array.from({ length: threads - 1 }, () =>
    startWorker(shared, take, ({ number, tree }) => grown[number - 1 - after]?.resolve(tree), fail),
  )
  try {
    growOwn().catch(fail)
    for (const { promise } of grown) yield await promise
  } finally {
    for (let number = take(); number !== undefined; number = take());
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  async function growOwn(): Promise<void> {
    const grow = openGrower(shared, breather)
    for (let number = take(); number !== undefined; number = take()) {
      grown[number - 1 - after]?.resolve(await grow(number))
      // Whoever waits for this tree goes on with it, and threads are heard.
      await breather.breathe()
    }
  }
}

function startWorker(
  work: ForestWork,
  take: () => number | undefined,
  onTree: (grown: GrownTree) => void,
  onError: (error: unknown) => void,
): Worker {
  const worker = new Worker(workerFile, { workerData: work, name: 'learning' })
  const tell = (): void => {
    const number = take()
    if (number !== undefined) worker.postMessage(number)
  }
  worker.on('message', (grown: GrownTree) => {
    tell()
    onTree(grown)
  })
  worker.on('error', onError)
  for (let told = 0; told < toldAhead; told += 1) tell()
  return worker
}

/** Puts what is as long as there are rows into memory that threads share. */
function share(work: ForestWork): ForestWork {
  const { classes, columns } = work
  return {
    ...work,
    columns: columns.map((column) => ({
      ...column,
      bins: new Uint8Array(toShared(column.bins)),
      keys: new Uint32Array(toShared(column.keys)),
    })),
    target: new Float64Array(toShared(work.target)),
    weights: new Float64Array(toShared(work.weights)),
    rows: new Uint32Array(toShared(work.rows)),
    classes: classes && { ...classes, places: new Uint16Array(toShared(classes.places)) },
  }
}

function toShared({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(byteLength)
  new Uint8Array(shared).set(new Uint8Array(buffer, byteOffset, byteLength))
  return shared
}
