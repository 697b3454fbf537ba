import {
  featureNames,
  isBareNumber,
  numberFunctions,
  textWriter,
} from './encoders/column-features.ts'
import { planFeatures, project } from './encoders/combine-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import type { FittedPca } from './encoders/fit-pca.ts'
import { unscaleSteps } from './encoders/label-scale.ts'
import { runSteps } from './encoders/number-step.ts'
import { learnErrors } from './errors.ts'
import type { BlockAnswers } from './fitted-answers.ts'
import type { FittedModel } from './fitted-model.ts'
import { answersOf } from './learner.ts'

/** One row of raw values by name of the column; absent and null are missing. Others are left alone. */
export type RawRow = Readonly<Record<string, number | string | null | undefined>>

/** Predicts one row. Throws `learn.wrongValue` when a text stands for a number or the other way round. */
export type Predictor = (row: RawRow) => number

/**
 * Makes a plain JavaScript function of a fitted model, for one row at a time: a few microseconds for
 * a hundred trees, once it is warm. It agrees with `predictColumns` to the last bit but for the order of
 * sums.
 */
export function compilePredictor(fitted: FittedModel): Predictor {
  const { inputs, combined, label, learner } = fitted
  const features = new Float64Array(inputs.flatMap(featureNames).length)
  const writers = compileInputs(inputs)
  const combine = compileCombined(inputs, combined)
  const predict = answersOf(learner).compile()
  const unscale = runSteps(unscaleSteps(label))
  return (row) => {
    for (const write of writers) write(row, features)
    return unscale(predict(combine(features)))
  }
}

/**
 * As `compilePredictor`, to the bit, of many rows at once. Undefined for models of which one row after the other
 * is as quick.
 */
export function compileManyPredictor(
  fitted: FittedModel,
): ((rows: readonly RawRow[]) => Float64Array) | undefined {
  const { inputs, combined, label, learner } = fitted
  const features = new Float64Array(inputs.flatMap(featureNames).length)
  if (combined !== undefined || answersOf(learner).compileMany === undefined) return undefined
  const writers = compileInputs(inputs)
  const unscale = runSteps(unscaleSteps(label))

  function layOut(block: Float32Array, rows: readonly RawRow[]): boolean {
    let isMissing = false
    for (const [place, row] of rows.entries()) {
      for (const write of writers) write(row, features)
      for (let at = 0; at < features.length; at += 1) {
        const value = features[at] ?? Number.NaN
        if (Number.isNaN(value)) isMissing = true
        block[place * features.length + at] = value
      }
    }
    return isMissing
  }

  return (rows) => {
    const values = new Float64Array(rows.length)
    const { block, answer } = blockAnswers(fitted, features.length)
    const blockRowCount = block.length / features.length
    for (let start = 0; start < rows.length; start += blockRowCount) {
      const own = rows.slice(start, start + blockRowCount)
      values.set(answer(own.length, layOut(block, own)).map(unscale), start)
    }
    return values
  }
}

const openBlocks = new WeakMap<FittedModel, BlockAnswers>()

/** Opened when first asked for, as it takes a while, and kept with the model. */
function blockAnswers(fitted: FittedModel, width: number): BlockAnswers {
  const known = openBlocks.get(fitted) ?? answersOf(fitted.learner).compileMany?.(width)
  if (known === undefined) throw new Error('the model answers row by row')
  openBlocks.set(fitted, known)
  return known
}

/**
 * As `compilePredictor`, to the bit, of rows of numbers that stand beside each other by these names, NaN where one is
 * missing; the answers are written over by the next call. Undefined for models that read anything else.
 */
export function compileNumbersPredictor(
  fitted: FittedModel,
  names: readonly string[],
): ((values: Float64Array, rowCount: number) => Float64Array) | undefined {
  const { inputs, combined, label, learner } = fitted
  const writers = compileNumbers(inputs, names)
  const width = inputs.flatMap(featureNames).length
  const isByBlock = combined === undefined && answersOf(learner).compileMany !== undefined
  if (!isByBlock || writers === undefined) return undefined
  const answerOne = answersOf(learner).compile()
  const features = new Float64Array(width)
  const unscale = runSteps(unscaleSteps(label))
  let answers = new Float64Array(1)

  function layOut(block: Float32Array, values: Float64Array, from: number, count: number) {
    for (const { column, functions, start } of writers ?? []) {
      for (const [at, of] of functions.entries()) {
        const first = from * names.length + column
        for (let row = 0; row < count; row += 1) {
          const raw = values[first + row * names.length] ?? Number.NaN
          block[row * width + start + at] = of === undefined ? raw : of(raw)
        }
      }
    }
    return isAnyMissing(block, count * width)
  }

  function answerRow(values: Float64Array, row: number): number {
    for (const { column, functions, start } of writers ?? []) {
      const value = values[row * names.length + column] ?? Number.NaN
      for (const [at, of] of functions.entries()) {
        features[start + at] = of === undefined ? Math.fround(value) : of(value)
      }
    }
    return unscale(answerOne(features))
  }

  return (values, rowCount) => {
    if (answers.length < rowCount) answers = new Float64Array(rowCount)
    if (rowCount < manyRows) {
      for (let row = 0; row < rowCount; row += 1) answers[row] = answerRow(values, row)
      return answers
    }
    const { block, answer } = blockAnswers(fitted, width)
    const blockRowCount = block.length / width
    for (let from = 0; from < rowCount; from += blockRowCount) {
      const count = Math.min(blockRowCount, rowCount - from)
      const own = answer(count, layOut(block, values, from, count))
      for (let row = 0; row < count; row += 1) answers[from + row] = unscale(own[row] ?? 0)
    }
    return answers
  }
}

function isAnyMissing(values: Float32Array, count: number): boolean {
  for (let at = 0; at < count; at += 1) if (Number.isNaN(values[at])) return true
  return false
}

/** Of fewer, one after the other is as quick. */
const manyRows = 8

/** Of each input where its number stands in a row, and what is made of it; undefined where one is no number of these. */
function compileNumbers(inputs: readonly FittedInput[], names: readonly string[]) {
  const writers = []
  let start = 0
  for (const input of inputs) {
    const column = names.indexOf(input.name)
    if (input.kind !== 'number' || column < 0) return undefined
    // Of a number as it comes nothing is made, but that the block rounds it.
    const functions = isBareNumber(input) ? [undefined] : numberFunctions(input)
    writers.push({ column, functions, start })
    start += featureNames(input).length
  }
  return writers
}

function compileCombined(
  inputs: readonly FittedInput[],
  combined: readonly FittedPca[] | undefined,
): (features: Float64Array) => Float64Array {
  if (combined === undefined) return (features) => features
  const plan = planFeatures(inputs, combined)
  return (features) => {
    const kept = plan.kept.map((place) => features[place] ?? 0)
    const made = plan.combined.flatMap(({ places, fitted }) => {
      const row = Float64Array.from(places, (place) => features[place] ?? 0)
      return fitted.components.map((_, at) => project(fitted, at, row))
    })
    return Float64Array.from([...kept, ...made])
  }
}

type WriteFeatures = (row: RawRow, features: Float64Array) => void

function compileInputs(inputs: readonly FittedInput[]): readonly WriteFeatures[] {
  let place = 0
  return inputs.flatMap((input) => {
    const own =
      input.kind === 'number' ? [numberWriter(input, place)] : [categoryWriter(input, place)]
    place += featureNames(input).length
    return own
  })
}

function numberWriter(
  input: Extract<FittedInput, { kind: 'number' }>,
  start: number,
): WriteFeatures {
  const functions = numberFunctions(input)
  return (row, features) => {
    const value = row[input.name] ?? Number.NaN
    if (typeof value !== 'number') throw wrongValue(input.name, 'number', value)
    for (const [at, of] of functions.entries()) features[start + at] = of(value)
  }
}

function categoryWriter(
  { name, encoder }: Extract<FittedInput, { kind: 'category' }>,
  start: number,
): WriteFeatures {
  const write = textWriter(encoder)
  return (row, features) => {
    const value = row[name] ?? undefined
    if (typeof value === 'number') throw wrongValue(name, 'category', value)
    write(value, features, start)
  }
}

function wrongValue(column: string, kind: string, found: unknown) {
  return learnErrors.wrongValue({ column, kind, found })
}
