import { defineErrors } from '../../base/index.ts'

export const generatorErrors = defineErrors('data', {
  generatorSettingWrong: {
    kind: 'definition',
    message: (d: { owner: string; setting: string; found: unknown; wanted: string }) =>
      `${d.owner}: ${d.setting} must be ${d.wanted}, but is ${String(d.found)}.`,
  },
  columnsInCircle: {
    kind: 'definition',
    message: (d: { columns: readonly string[] }) =>
      `The columns ${d.columns.join(' → ')} need each other, so none of them can be made first.`,
    hint: 'Let one of them do without the other, or make both of a third column.',
  },
  noFileToLearn: {
    kind: 'not-found',
    message: (d: { file: string }) => `There is no file ${d.file} to learn a generator from.`,
  },
  nothingToLearn: {
    kind: 'refused',
    message: (d: { columnCount: number }) =>
      `There are no rows to learn a generator from, only ${d.columnCount} columns.`,
  },
  noSuchColumn: {
    kind: 'wrong-use',
    message: (d: { column: string; suggestion: string }) =>
      `There is no column "${d.column}" in the table. ${d.suggestion}`,
  },
  notOneTable: {
    kind: 'refused',
    message: (d: { dataset: string; count: number }) =>
      `${d.dataset} has ${d.count} tables; to learn a generator it must be one.`,
    hint: 'Check it out, and name the file.',
  },
  tooManyCopies: {
    kind: 'refused',
    message: (d: { rowCount: number; made: number }) =>
      `Of the rows that were made, too many are rows of the table: ${d.made} of ${d.rowCount} were left.`,
    hint: 'The table’s columns leave little else to be made. Ask for fewer rows, or leave a column out.',
  },
})
