import { defineErrors } from '../../base/index.ts'

export const profileErrors = defineErrors('data', {
  nothingToProfile: {
    kind: 'not-found',
    message: (d: { file: string }) => `There is no file or folder ${d.file} to profile.`,
  },
  profileWithoutRows: {
    kind: 'refused',
    message: (d: { table: string }) => `${d.table} has no rows: there is nothing to profile.`,
    hint: 'Look whether the file or group is the one you mean, and whether anything came in.',
  },
  profileNotReadable: {
    kind: 'wrong-use',
    message: (d: { file: string; problem: string }) => `${d.file} can't be read: ${d.problem}`,
    hint: 'A .csv or .tsv needs one line of column names, each once, and is UTF-8 where no `--encoding` is told; see also `swell data check`.',
  },
  profileColumnNotFound: {
    kind: 'wrong-use',
    message: (d: { column: string; suggestion: string }) =>
      `The table has no column "${d.column}". ${d.suggestion}`,
  },
  profileTimeOfWrongType: {
    kind: 'wrong-use',
    message: (d: { column: string; type: string }) =>
      `The column "${d.column}" is of type ${d.type}: a table is cut by a column of moments.`,
    hint: 'Name a column of dates or times, or cut by its values with `--by`.',
  },
  profileWithoutTables: {
    kind: 'not-found',
    message: (d: { table: string }) => `There is no table in ${d.table}.`,
    hint: 'Tables are .csv, .tsv, .json, .jsonl, .parquet and .arrow files, packed or not.',
  },
  profileFilesDiffer: {
    kind: 'refused',
    message: (d: { first: string; other: string; difference: string }) =>
      `${d.other} has other columns than ${d.first}: ${d.difference}.`,
    hint: 'A folder is told as one table: profile files of another shape by themselves.',
  },
})
