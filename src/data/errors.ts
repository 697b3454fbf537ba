import { defineErrors } from '../base/index.ts'

export const dataErrors = defineErrors('data', {
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
})
