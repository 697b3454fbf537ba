import { defineErrors } from '../base/index.ts'

export const trainingErrors = defineErrors('training', {
  unknownSlice: {
    kind: 'definition',
    message: (d: { model: string; column: string; suggestion: string }) =>
      `Model ${d.model} is to be judged by slices of "${d.column}", which is no key column of its view. ${d.suggestion}`,
  },
  unknownFeature: {
    kind: 'definition',
    message: (d: { model: string; feature: string; suggestion: string }) =>
      `Model ${d.model} encodes a feature "${d.feature}" that its view has not. ${d.suggestion}`,
  },
  noMetric: {
    kind: 'definition',
    message: (d: { model: string }) => `Model ${d.model} measures nothing.`,
    hint: 'Give it at least one metric: measure: [mae()].',
  },
  fitFailed: {
    kind: 'refused',
    message: (d: { problem: string }) => d.problem,
  },
  pathsDiffer: {
    kind: 'refused',
    message: (d: { model: string; parity: number }) =>
      `The ONNX graph of model ${d.model} predicts otherwise than what was learned (by ${d.parity}); it was not registered.`,
    hint: 'This is a defect of Groundswell: please report it with the model’s definition.',
  },
})
