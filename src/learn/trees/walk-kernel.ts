import { f32, f64, i32, type Step, type Value } from '../wasm/code.ts'
import { openModuleText, type ModuleText } from '../wasm/module.ts'
import { count, loopWhile, when } from '../wasm/steps.ts'
import { webAssembly, type WasmModule } from '../wasm/web-assembly.ts'

/** Adds to the sums of rows what a tree says of them. */
export interface WalkKernel {
  walk(task: number): void
  /** The same of rows whose values are all known. */
  walkKnown(task: number): void
  /** The same down a tree that parts categories. */
  walkSets(task: number): void
}

/**
 * What a walk wants to know, as words one after the other: where the nodes are, the sums, the rows and their
 * end, how many bytes a row takes (its values stand beside each other), and how many levels the tree has; with 0
 * it looks itself where leaves are.
 */
export const walkWords = ['nodes', 'sums', 'rows', 'end', 'rowBytes', 'levels'] as const

/**
 * A node has words for where its value stands in a row, its threshold, where its left child is (the right one comes
 * next) and, as bytes to go on, whether missing values go right; then what it answers, in 64 bits; then where the bits
 * of its set are, and the number of the last of them, in 32 bits.
 */
export const nodeBytes = 32
export const nodePlaces = {
  value: 0,
  threshold: 4,
  left: 8,
  missingRight: 12,
  answer: 16,
  set: 24,
  lastOfSet: 28,
} as const

/** Rows that walk side by side, as each has to wait for its next node. */
export const rowsAtOnce = 4

let made: WasmModule | undefined

export function walkKernel(): WasmModule {
  if (made === undefined) {
    const text = openModuleText()
    addWalk(text, 'walk')
    addWalk(text, 'walkKnown')
    addWalk(text, 'walkSets')
    made = new webAssembly.Module(text.toBytes())
  }
  return made
}

function addWalk(text: ModuleText, name: keyof WalkKernel): void {
  text.add(name, ['i32'], (scope, task) => {
    const word = () => scope.variable('i32')
    const [nodes, sums, row, end, rowBytes, levels] = [
      word(),
      word(),
      word(),
      word(),
      word(),
      word(),
    ]
    const words = [nodes, sums, row, end, rowBytes, levels]
    const [level, before] = [word(), word()]
    const lanes = Array.from({ length: rowsAtOnce }, () => ({ node: word(), start: word() }))
    const look = lanes.map(({ node, start }): Step => {
      const value = i32.add(start, i32.load(node, nodePlaces.value))
      const isAbove = f32.isAbove(value, i32.add(node, nodePlaces.threshold))
      const isRight = name === 'walkSets' ? i32.or(isAbove, bitOfSet(node, value)) : isAbove
      const onRight = i32.mul(isRight, nodeBytes)
      const missing = i32.mul(f32.isMissing(value), i32.load(node, nodePlaces.missingRight))
      const step = name === 'walkKnown' ? onRight : i32.add(onRight, missing)
      return node.set(i32.add(i32.load(node, nodePlaces.left), step))
    })
    const all = lanes.reduce((sum, { node }) => i32.add(sum, node), i32.add(0, 0))
    return [
      words.map((variable, place) => variable.set(i32.load(task, 4 * place))),
      loopWhile(i32.below(row, end), [
        lanes.map(({ node, start }, lane) => [
          node.set(nodes),
          start.set(i32.add(row, i32.mul(rowBytes, lane))),
        ]),
        // A leaf leads to itself, so that all rows take as many steps: none is guessed wrong.
        when(levels, count(level, 0, levels, 1, look), [
          // What the rows before ended with may be what these begin with.
          before.set(i32.add(0, 0)),
          loopWhile(i32.unequal(before, all), [before.set(all), look]),
        ]),
        lanes.map(({ node }, lane) => {
          const own = f64.add(f64.load(sums, 8 * lane), f64.load(node, nodePlaces.answer))
          return f64.store(sums, own, 8 * lane)
        }),
        sums.set(i32.add(sums, 8 * rowsAtOnce)),
        row.set(i32.add(row, i32.mul(rowBytes, rowsAtOnce))),
      ]),
    ]
  })
}

/** Whether a category goes right. Bit 0 is of missing values, the last one of all categories beyond the set. */
function bitOfSet(node: Value<'i32'>, value: Value<'i32'>): Value<'i32'> {
  const next = f64.add(f64.loadSingle(value), 1)
  const last = f64.loadSingle(i32.add(node, nodePlaces.lastOfSet))
  const bit = i32.ofDouble(f64.min(next, last))
  const word = i32.add(i32.load(node, nodePlaces.set), i32.shiftLeft(i32.shiftRight(bit, 5), 2))
  // A shift is by no more than the last five bits tell.
  return i32.and(i32.shiftRight(i32.load(word), bit), 1)
}
