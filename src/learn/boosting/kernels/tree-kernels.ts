import { addCrew, firstFree } from '../../threads/crew-code.ts'
import { i32, type Step, type Value } from '../../wasm/code.ts'
import { openModuleText } from '../../wasm/module.ts'
import { when } from '../../wasm/steps.ts'
import { webAssembly, type WasmModule } from '../../wasm/web-assembly.ts'
import { addFindBins } from './find-bins.ts'
import { addLogisticSlopes } from './logistic-slopes.ts'
import { addOrderRows, addPackRows, addSquaredSlopes, addSumSlopes } from './pack-rows.ts'
import { addAddStep, addCopy, addPartRows, addSumRows } from './part-rows.ts'
import { addSplitLeaf } from './split-leaf.ts'

/** What threads do together: each kind of task, by its number. */
export const taskKinds = [
  'splitNumbers',
  'splitPairs',
  'findBins',
  'partRows',
  'copy',
  'sumSlopes',
  'packNumbers',
  'packPairs',
  'orderNumbers',
  'orderPairs',
  'sumRows',
  'addStep',
  'squaredSlopes',
  'logisticSlopes',
] as const
export type TaskKind = (typeof taskKinds)[number]

/** A task is a few words, what its kind wants to know, one after the other. */
export const wordsOfTask = 16

/** Where the address of the first task stands. */
export const tasksPlace = firstFree
export const firstFreeByte = firstFree + 64

let made: WasmModule | undefined

/** The kernels of boosted trees, made when they are first asked for. */
export function treeKernels(): WasmModule {
  made ??= new webAssembly.Module(writeKernels())
  return made
}

/** Writes the module: the same bytes each time. */
export function writeKernels(): Uint8Array<ArrayBuffer> {
  const text = openModuleText()
  const kernels: Readonly<Record<TaskKind, (at: Value<'i32'>) => Step>> = {
    splitNumbers: addSplitLeaf(text, false),
    splitPairs: addSplitLeaf(text, true),
    findBins: spread(addFindBins(text)),
    partRows: spread(addPartRows(text)),
    copy: spread(addCopy(text)),
    sumSlopes: spread(addSumSlopes(text)),
    packNumbers: spread(addPackRows(text, false)),
    packPairs: spread(addPackRows(text, true)),
    orderNumbers: spread(addOrderRows(text, false)),
    orderPairs: spread(addOrderRows(text, true)),
    sumRows: spread(addSumRows(text)),
    addStep: spread(addAddStep(text)),
    squaredSlopes: spread(addSquaredSlopes(text)),
    logisticSlopes: spread(addLogisticSlopes(text)),
  }
  const task = text.add('task', ['i32', 'i32'], (scope, kind, place) => {
    const at = scope.variable('i32')
    return [
      at.set(i32.add(i32.load(tasksPlace), i32.mul(place, 4 * wordsOfTask))),
      taskKinds.map((name, number) => when(i32.equal(kind, number), kernels[name](at))),
    ]
  })
  addCrew(text, task)
  return text.toBytes()
}

/** Gives a kernel the words of its task. */
function spread(kernel: (...words: Value<'i32'>[]) => Step) {
  const places = Array.from({ length: wordsOfTask }, (_, index) => 4 * index)
  return (at: Value<'i32'>) => kernel(...places.map((place) => i32.load(at, place)))
}
