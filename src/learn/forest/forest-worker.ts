import { parentPort, workerData } from 'node:worker_threads'
import { createBreather } from '../breather.ts'
import type { Tree } from '../trees/tree.ts'
import { openGrower, type ForestWork } from './forest-work.ts'

/** A tree of a forest, by its number. */
export interface GrownTree {
  readonly number: number
  readonly tree: Tree
}

const grow = openGrower(workerData as ForestWork, createBreather(undefined))
let last = Promise.resolve()

// One after the other: trees share the memory that they are grown in.
parentPort?.on('message', (number: number) => {
  last = last.then(async () => {
    const tree = await grow(number)
    parentPort?.postMessage({ number, tree } satisfies GrownTree)
  })
})
