import { defineErrors } from '../base/index.ts'

export const dataErrors = defineErrors('data', {
  sourceNotReadable: {
    kind: 'outside',
    message: (d: { source: string; place: string; problem: string }) =>
      `Source ${d.source} can't be read at ${d.place}: ${d.problem}.`,
    hint: 'Check the setting that says where it is, and that this process may read it.',
  },
  sourceAnsweredBadly: {
    kind: 'outside',
    message: (d: { url: string; status: number }) => `${d.url} answered with status ${d.status}.`,
    hint: 'A source at a URL needs an index.txt with one file name per line beside its files.',
  },
  deliveryNotFound: {
    kind: 'not-found',
    message: (d: { delivery: string }) => `There is no delivery ${d.delivery}.`,
  },
})
