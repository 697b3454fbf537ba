import type { InputColumn } from '../../../src/learn/index.ts'

/** Columns as `onnx_model.py` reads them. NaN becomes null on its way through JSON. */
export function toJsonColumns(columns: readonly InputColumn[]) {
  return Object.fromEntries(
    columns.map(({ name, kind, values }) => [
      name,
      { kind, values: Array.from<unknown, unknown>(values, (value) => value ?? '') },
    ]),
  )
}
