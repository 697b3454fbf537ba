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
    hint: 'Readable are .csv, .json, .jsonl and .parquet files.',
  },
  unknownFileType: {
    kind: 'wrong-use',
    message: (d: { file: string }) => `The ending of ${d.file} tells no table format.`,
    hint: 'Name the file .csv, .json, .jsonl or .parquet.',
  },
})
