import { defineErrors } from '../../base/index.ts'

export const driftErrors = defineErrors('monitoring', {
  testDoesNotFit: {
    kind: 'wrong-use',
    message: (d: { column: string; kind: string; test: string }) =>
      `Column "${d.column}" holds values of the kind ${d.kind}, which the test "${d.test}" can't compare.`,
    hint: 'Leave the test out to have one chosen by kind and size, or see docs/drift.md for what each can compare.',
  },
  needsRows: {
    kind: 'refused',
    message: (d: { what: string }) =>
      `${d.what} needs the rows of the reference; a profile of them is not enough.`,
    hint: 'Give both sides as columns, or leave this out: the default mode reads profiles.',
  },
})
