import { defineErrors } from '../base/index.ts'

export const dataErrors = defineErrors('data', {
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
  checkOfUnknownColumn: {
    kind: 'definition',
    message: (d: { check: string; column: string; suggestion: string }) =>
      `The check "${d.check}" reads a column "${d.column}", which is not declared. ${d.suggestion}`,
  },
  tableNotOpenable: {
    kind: 'definition',
    message: (d: { table: string }) =>
      `A check looks into a table "${d.table}", which can't be opened here.`,
    hint: 'Name a group or dataset of the project; in a test, give its rows as `tables`.',
  },
  checkNotRunnable: {
    kind: 'definition',
    message: (d: { table: string; problem: string }) =>
      `The checks of ${d.table} can't be run: ${d.problem}`,
    hint: 'A rule is an SQL expression over the declared columns, true for a good row; a pattern is one that RE2 knows.',
  },
  checksBroken: {
    kind: 'refused',
    message: (d: { report: string }) => d.report,
  },
  versionRefused: {
    kind: 'refused',
    message: (d: { report: string }) => d.report,
    hint: 'Nothing was added. Mend the data, or add it as it is with --unchecked.',
  },
  tableRefused: {
    kind: 'refused',
    message: (d: { table: string; brokenCount: number; first: string }) =>
      `${d.table} breaks ${d.brokenCount === 1 ? 'a check' : `${d.brokenCount} checks`}: ${d.first}.`,
    hint: 'The run’s page shows the rows that break them; they are in its artifact checks.md, too.',
  },
  checkReportNotFound: {
    kind: 'not-found',
    message: (d: { report: string }) => `There is no check report ${d.report}.`,
  },
  noFileToCheck: {
    kind: 'not-found',
    message: (d: { file: string }) => `There is no file ${d.file} to check.`,
  },
  columnNotComparable: {
    kind: 'definition',
    message: (d: { check: string; column: string; type: string }) =>
      `The check "${d.check}" needs numbers, but "${d.column}" is of type ${d.type}.`,
    hint: 'Compare categories by chiSquare(), psi(), kl() or js().',
  },
  patternNotSupported: {
    kind: 'definition',
    message: (d: { pattern: string; part: string }) =>
      `The pattern ${d.pattern} can't be used in a check, as it looks around or back: "${d.part}".`,
    hint: 'Write it without, or use a rule.',
  },
  deliveryNotFound: {
    kind: 'not-found',
    message: (d: { delivery: string }) => `There is no delivery ${d.delivery}.`,
  },
})
