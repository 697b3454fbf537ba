import { defineErrors, formatDuration, suggestName } from '../base/index.ts'

export const learnErrors = defineErrors('learn', {
  wrongSetting: {
    kind: 'definition',
    message: (d: { owner: string; setting: string; found: unknown; wanted: string }) =>
      `${d.owner}: ${d.setting} must be ${d.wanted}, but is ${String(d.found)}.`,
  },
  unknownParameter: {
    kind: 'definition',
    message: (d: { learner: string; parameter: string; suggestion: string }) =>
      `${d.learner} has no parameter "${d.parameter}" that takes one plain value. ${d.suggestion}`,
  },
  wrongEncoder: {
    kind: 'definition',
    message: (d: { column: string; columnKind: string; encoder: string }) =>
      `Column "${d.column}" holds a ${d.columnKind}, which the encoder "${d.encoder}" can't read.`,
    hint: 'Texts are read by asCategory(), ordinal(), oneHot(), targetMean(), tfIdf() and hashed(); the others read numbers.',
  },
  notLastInChain: {
    kind: 'definition',
    message: (d: { column: string; encoder: string }) =>
      `The chain of column "${d.column}" goes on after "${d.encoder}", which makes several features, or no numbers to go on with.`,
    hint: 'Put it last in the chain.',
  },
  nothingKnown: {
    kind: 'refused',
    message: (d: { column: string; encoder: string }) =>
      `All values of column "${d.column}" are missing in the training rows, so ${d.encoder} has nothing to learn from.`,
    hint: 'Leave the column out, or fill it with a value of your own: imputed({ constant: … }).',
  },
  tooManyCategories: {
    kind: 'refused',
    message: (d: { column: string; found: number; most: number }) =>
      `Column "${d.column}" has ${d.found} categories in the training rows; oneHot() makes a feature of each, of at most ${d.most}.`,
    hint: 'Keep those that come most often with oneHot({ most: 50 }), or use targetMean(), hashed() or ordinal().',
  },
  unknownColumn: {
    kind: 'definition',
    message: (d: { column: string; columns: readonly string[] }) =>
      `There is an encoder for the column "${d.column}", but no such column.`,
    hint: (d: { column: string; columns: readonly string[] }) => suggestName(d.column, d.columns),
  },
  sameColumnTwice: {
    kind: 'wrong-use',
    message: (d: { column: string }) => `The column "${d.column}" is given twice.`,
  },
  missingColumn: {
    kind: 'wrong-use',
    message: (d: { column: string; kind: string; columns: readonly string[] }) =>
      `The model reads the column "${d.column}" (${d.kind}), which is not among the columns.`,
    hint: (d: { column: string; columns: readonly string[] }) => suggestName(d.column, d.columns),
  },
  tooLarge: {
    kind: 'refused',
    message: (d: { wanted: number; most: number }) =>
      `Learning from these rows takes ${d.wanted} bytes of memory, more than the ${d.most} that it may have.`,
    hint: 'Learn from fewer rows or columns, or with fewer leaves.',
  },
  noData: {
    kind: 'refused',
    message: (d: { what: string }) => `There are no ${d.what} to learn from.`,
  },
  tooManyClasses: {
    kind: 'refused',
    message: (d: { found: number; most: number }) =>
      `The target has ${d.found} classes; at most ${d.most} can be told apart.`,
    hint: 'Learn an amount instead, or put rare classes together.',
  },
  unequalLengths: {
    kind: 'wrong-use',
    message: (d: { what: string; length: number; rowCount: number }) =>
      `${d.what} has ${d.length} values where ${d.rowCount} are needed, one for each row.`,
  },
  wrongNumber: {
    kind: 'refused',
    message: (d: { what: string; row: number; found: number; wanted: string }) =>
      `${d.what} holds ${d.found} in row ${d.row}; it must be ${d.wanted}.`,
    hint: 'Leave such rows out, or repair them where they come from.',
  },
  wrongValue: {
    kind: 'wrong-use',
    message: (d: { column: string; kind: string; found: unknown }) =>
      `"${d.column}" must be a ${d.kind === 'number' ? 'number' : 'text'}, but is ${JSON.stringify(d.found)}.`,
    hint: 'Leave it out, or give null, where the value is not known.',
  },
  foreignModel: {
    kind: 'refused',
    message: (d: { problem: string }) => `The model can’t be taken in: ${d.problem}.`,
  },
  brokenModel: {
    kind: 'refused',
    message: (d: { found: unknown }) =>
      `The model is broken: ${JSON.stringify(d.found)} stands where it needs a finite number.`,
    hint: 'Train it again, or restore it from where it was stored.',
  },
  unevenTime: {
    kind: 'refused',
    message: (d: { series: string; at: string; everyMs: number }) =>
      `${d.at}${d.series === '' ? '' : ` of the series "${d.series}"`} is not a whole number of steps of ${formatDuration(d.everyMs)} after the first moment.`,
    hint: 'Bring moments to an even grid (a mean by day, by hour), or say how far a step is: every.',
  },
  momentTwice: {
    kind: 'refused',
    message: (d: { series: string; at: string }) =>
      `${d.at}${d.series === '' ? '' : ` of the series "${d.series}"`} is given twice; a series has one value at a moment.`,
    hint: 'Say which rows belong to which series: series.',
  },
  emptySample: {
    kind: 'refused',
    message: (d: { which: string }) => `The ${d.which} has no values to compare.`,
    hint: 'Missing and infinite values are left out before samples are compared.',
  },
  cannotSplit: {
    kind: 'refused',
    message: (d: { momentCount: number }) =>
      `Rows of ${d.momentCount} different moments can't be split in two.`,
    hint: 'A split needs rows of at least two different moments.',
  },
})
