import { defineErrors } from '../../base/index.ts'

export const inferErrors = defineErrors('data', {
  nothingToInfer: {
    kind: 'refused',
    message: (d: { file: string; problem: string }) =>
      `From ${d.file} no columns can be told: ${d.problem}.`,
  },
  noFileToInfer: {
    kind: 'not-found',
    message: (d: { file: string }) => `There is no file ${d.file} to look at.`,
  },
})
