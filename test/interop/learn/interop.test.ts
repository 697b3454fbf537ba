import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  boostedTrees,
  cyclic,
  fitModel,
  predictColumns,
  scaled,
  toOnnx,
  type FittedModel,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { encoders, rowsOf } from '../../learn/encoders/encoded-rows.ts'
import { learnerCases, targetOf } from '../../learn/learner-cases.ts'
import { syntheticSurf } from '../../learn/synthetic-surf.ts'
import { toJsonColumns } from './json-columns.ts'
import { runPython } from './run-python.ts'

interface Exported {
  readonly fitted: FittedModel
  readonly columns: readonly InputColumn[]
}

interface Found {
  readonly problem?: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly output: unknown
  readonly predictions: readonly number[]
}

const askedCount = 1000
const exported = new Map<string, () => Promise<Exported>>()
const ready = new Map<string, Exported>()
let found: Readonly<Record<string, Found>> = {}

const train = syntheticSurf(1500, 'training', ['lahinch', 'tullan'])
const asked = syntheticSurf(askedCount, 'asked', ['lahinch', 'tullan', 'a beach never seen'])
const usual = { direction: cyclic({ period: 360 }), period: scaled() }

for (const own of learnerCases) {
  exported.set(`learner: ${own.name}`, async () => {
    const { learner, encoders: chosen = usual } = own
    const target = targetOf(own, train.target)
    const fitted = await fitModel({ learner, encoders: chosen, ...train, target, seed: 1 })
    return { fitted, columns: asked.columns }
  })
}
for (const [kind, each] of Object.entries(encoders)) {
  for (const [name, encoder] of Object.entries(each)) {
    exported.set(`encoder of a ${kind}: ${name}`, async () => {
      const learner = boostedTrees({ trees: 20, minLeafRows: 5 })
      const rows = rowsOf(kind, 1500, 'train', ['a', 'b', 'c', 'd'])
      const fitted = await fitModel({ learner, encoders: { x: encoder }, ...rows, seed: 1 })
      const { columns } = rowsOf(kind, askedCount, 'asked', ['a', 'b', 'never seen', 'nie 🌊'])
      return { fitted, columns }
    })
  }
}

/** All of them go to one process of Python: to start it takes longer than what it is asked. */
before(async () => {
  const files: Record<string, Uint8Array | string> = {}
  for (const [at, [name, make]] of [...exported].entries()) {
    const { fitted, columns } = await make()
    ready.set(name, { fitted, columns })
    files[`${at}.onnx`] = toOnnx(fitted, { modelName: 'surf', outputName: 'waveHeight' })
    files[`${at}.json`] = JSON.stringify(toJsonColumns(columns))
  }
  found = (await runPython('onnx_model.py', files)) as typeof found
})

for (const [at, name] of [...exported.keys()].entries()) {
  test(`${name}: the file passes ONNX's full check and answers alike in Python`, () => {
    const { fitted, columns } = ready.get(name) ?? assert.fail()
    const { problem, inputs, output, predictions } = found[at] ?? assert.fail()
    assert.equal(problem, undefined)
    const types = { number: 'tensor(float)', category: 'tensor(string)' }
    const read = fitted.inputs.map(({ name: own, kind }) => [own, [types[kind], ['rows', 1]]])
    assert.deepEqual(inputs, Object.fromEntries(read))
    assert.deepEqual(output, ['waveHeight', 'tensor(float)'])
    for (const [row, value] of predictColumns(fitted, columns).entries()) {
      const apart = Math.abs((predictions[row] ?? Number.NaN) - value)
      assert.ok(apart <= 1e-6 * Math.max(1e-6, Math.abs(value)), `row ${row}: ${value}`)
    }
  })
}
