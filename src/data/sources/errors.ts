import { defineErrors } from '../../base/index.ts'

/** Of sources and deliveries. */
export const sourceErrors = defineErrors('data', {
  sourceNotReadable: {
    kind: 'outside',
    message: (d: { source: string; place: string; problem: string }) =>
      `Source ${d.source} can't be read at ${d.place}: ${d.problem}.`,
    hint: 'Check the setting that says where it is, and that this process may read it.',
  },
  unknownEncoding: {
    kind: 'definition',
    message: (d: { source: string; encoding: string }) =>
      `Source ${d.source} is to be read as "${d.encoding}", which is no encoding that is known.`,
    hint: 'Name it as the web does: utf-8, latin1, utf-16le, windows-1252, shift_jis, …',
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
  sourceTooLarge: {
    kind: 'outside',
    message: (d: { url: string; maxBytes: number }) =>
      `${d.url} is larger than ${d.maxBytes.toLocaleString('en')} bytes, and was not read to its end.`,
    hint: 'If it should be, give its source a greater `maxBytes`.',
  },
  sourceChecksumWrong: {
    kind: 'refused',
    message: (d: { url: string; wanted: string; found: string }) =>
      `${d.url} has the SHA-256 ${d.found}, where ${d.wanted} was expected.`,
    hint: 'It was changed, or broken on its way. If it was meant to change, so must `sha256` of its source.',
  },
  noValueToGoOnFrom: {
    kind: 'refused',
    message: (d: { source: string; column: string }) =>
      `A row of source ${d.source} has no value of "${d.column}", by which its rows are told from older ones.`,
    hint: 'Let the query leave such rows out, or give the source another `since`.',
  },
})
