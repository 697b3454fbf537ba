import { defineErrors } from '../base/index.ts'

export const tableErrors = defineErrors('table', {
  valueOfWrongType: {
    kind: 'refused',
    message: (d: { column: string; rowNumber: number; wanted: string; found: string }) =>
      `Row ${d.rowNumber}, column "${d.column}": wanted ${d.wanted}, found ${d.found}.`,
    hint: 'Mend the row, or the column’s type where it is declared.',
  },
  unknownColumnInRow: {
    kind: 'refused',
    message: (d: { column: string; rowNumber: number; suggestion: string }) =>
      `Row ${d.rowNumber} has a column "${d.column}" that is not declared. ${d.suggestion}`,
  },
  cannotReadFile: {
    kind: 'wrong-use',
    message: (d: { file: string; problem: string }) =>
      `${d.file} can't be read as a table: ${d.problem}`,
    hint: 'Readable are .csv, .tsv, .json, .jsonl, .ndjson, .parquet and .arrow files, packed (.gz, .br, .zst) or not.',
  },
  unknownFileType: {
    kind: 'wrong-use',
    message: (d: { file: string }) => `The ending of ${d.file} tells no table format.`,
    hint: 'Name the file .csv, .tsv, .json, .jsonl, .ndjson, .parquet or .arrow.',
  },
  unknownDateForm: {
    kind: 'definition',
    message: (d: { column: string; form: string }) =>
      `The moments of column "${d.column}" can't be read as "${d.form}".`,
    hint: 'Write the form with YYYY, MM or M or MMM, DD or D, HH, hh, mm, ss and A, such as DD.MM.YYYY HH:mm; or unix, unix-ms.',
  },
  formOfUnknownColumn: {
    kind: 'definition',
    message: (d: { column: string }) =>
      `A reader tells how column "${d.column}" is written, which is not declared.`,
  },
  unknownDelimiter: {
    kind: 'definition',
    message: (d: { setting: string; found: string }) =>
      `A CSV reader's ${d.setting} is one character, not ${JSON.stringify(d.found)}.`,
  },
  noSuchPlace: {
    kind: 'refused',
    message: (d: { path: string; found: string }) =>
      `The JSON has no array of rows at "${d.path}", but ${d.found}.`,
    hint: 'Tell where the rows are: jsonRows(columns, { path: "result.items" }).',
  },
  columnNotInFile: {
    kind: 'refused',
    message: (d: { column: string; found: string }) =>
      `There is no column "${d.column}" in the file. It has ${d.found}`,
  },
  cannotReadArrow: {
    kind: 'refused',
    message: (d: { problem: string }) => `The content can't be read as Arrow: ${d.problem}.`,
  },
})
