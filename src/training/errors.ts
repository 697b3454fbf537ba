import { defineErrors } from '../base/index.ts'

export const trainingErrors = defineErrors('training', {
  unknownSlice: {
    kind: 'definition',
    message: (d: { model: string; column: string; suggestion: string }) =>
      `Model ${d.model} is to be judged by "${d.column}", which is neither a key column nor a feature of its view. ${d.suggestion}`,
  },
  unknownFeature: {
    kind: 'definition',
    message: (d: { model: string; feature: string; suggestion: string }) =>
      `Model ${d.model} encodes a feature "${d.feature}" that its view has not. ${d.suggestion}`,
  },
  noHeldOutRows: {
    kind: 'refused',
    message: (d: { model: string; version: number }) =>
      `Version ${d.version} of ${d.model} has no held-out rows to be measured on.`,
    hint: 'Freeze the view with a split that holds rows out, and train again.',
  },
  noMetric: {
    kind: 'definition',
    message: (d: { model: string }) => `Model ${d.model} measures nothing.`,
    hint: 'Give it at least one metric: measure: [mae()].',
  },
  nothingToSearch: {
    kind: 'definition',
    message: (d: { model: string; learner: string; parameters: readonly string[] }) =>
      d.parameters.length === 0
        ? `Model ${d.model} can't be swept: its learner (${d.learner}) has no parameters.`
        : `The learner of model ${d.model} (${d.learner}) has no parameters that are usually searched.`,
    hint: (d: { parameters: readonly string[] }) =>
      d.parameters.length === 0
        ? 'Train it as it is, or give the model a learner that has some, such as ridge() or boostedTrees().'
        : `Say where to look in its definition, as search: { … } of ${d.parameters.join(', ')}.`,
  },
  notASweep: {
    kind: 'not-found',
    message: (d: { runId: string }) => `Run ${d.runId} is no sweep of a model.`,
    hint: 'List sweeps with `swell runs list --kind sweep`.',
  },
  noSweep: {
    kind: 'not-found',
    message: (d: { model: string }) => `There was no sweep of model ${d.model} to go on with.`,
    hint: (d: { model: string }) => `Start one: swell sweep ${d.model}`,
  },
  allTrialsFailed: {
    kind: 'refused',
    message: (d: { model: string; problem: string }) =>
      `No trial of model ${d.model} came to its end. The first says: ${d.problem}`,
    hint: 'Narrow the ranges of its search, or mend what it says.',
  },
  nothingToShrink: {
    kind: 'refused',
    message: (d: { model: string; version: number }) =>
      `Version ${d.version} of model ${d.model} has no trees that can be left out, and no large tables of weights.`,
    hint: 'Allow more loss with --worse 0.05. What learned again from all rows can’t be measured: shrink the version before.',
  },
  answersNothing: {
    kind: 'refused',
    message: (d: { model: string; missing: number; rowCount: number }) =>
      `The file answers ${d.missing} of ${d.rowCount} held-out rows of model ${d.model} with no number.`,
    hint: 'Fill missing values inside it, as with scikit-learn’s SimpleImputer, and export it again.',
  },
  forecastsDiffer: {
    kind: 'refused',
    message: (d: { forecast: string; version: number; other: number }) =>
      `Versions ${d.version} and ${d.other} of ${d.forecast} have no moment in common that both forecast.`,
    hint: 'Their steps are of other lengths: promote it with a reason.',
  },
  asksRows: {
    kind: 'definition',
    message: (d: { forecast: string }) =>
      `it asks for rows of a model, and the forecast ${d.forecast} is judged by its back-test`,
    hint: 'Its gates can be beats(…) and worstSlice(…) on mae and rmse, overall(…), smallerThan(…), dataYoungerThan(…), answersWithin(…).',
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
