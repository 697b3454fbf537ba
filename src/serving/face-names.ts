import { isSwellError } from '../base/index.ts'
import type { Columns } from '../table/index.ts'
import type { Asking } from './admission.ts'
import { servingErrors } from './errors.ts'
import type { FaceNames } from './service.ts'
import type { ServiceField } from './service-field.ts'

type Row = Readonly<Record<string, unknown>>

/** What of an open service has names of columns in it. */
interface NamedFace {
  readonly columns: Columns
  predict(
    rows: readonly Row[],
    asking?: Asking,
  ): Promise<{ readonly version: number; readonly predictions: readonly object[] }>
  predictText(
    request: { readonly text: string; readonly rows: readonly Row[] },
    asking?: Asking,
  ): Promise<{ readonly version: number; readonly text: string }>
  predictBytes(body: Uint8Array, asking: Asking): object | undefined
  fields(): readonly ServiceField[]
}

/** A service that takes and gives rows under the names of its face; the project's own are taken too. */
export function withFaceNames<Face extends NamedFace>(open: Face, names: FaceNames): Face {
  const own = new Map(Object.entries(names).map(([column, name]) => [name, column]))
  const toOwn = (row: Row): Row => renamed(row, (name) => own.get(name) ?? name)

  async function predict(rows: readonly Row[], asking?: Asking) {
    try {
      const answer = await open.predict(rows.map(toOwn), asking)
      const predictions = answer.predictions.map((row) => faceRow(names, { ...row }))
      return { ...answer, predictions }
    } catch (error) {
      throw underFaceNames(error, names)
    }
  }

  const face: NamedFace = {
    columns: faceRow(names, open.columns),
    predict,
    async predictText({ rows }, asking) {
      const answer = await predict(rows, asking)
      return { version: answer.version, text: JSON.stringify(answer) }
    },
    // Its rows are under other names than what is kept of them.
    predictBytes: () => undefined,
    fields: () =>
      open.fields().map((field) => ({ ...field, name: names[field.name] ?? field.name })),
  }
  return { ...open, ...face }
}

/** A row of the project under the names of the face. */
export function faceRow<Value>(
  names: FaceNames,
  row: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return renamed(row, (name) => names[name] ?? name)
}

function renamed<Value>(
  row: Readonly<Record<string, Value>>,
  nameOf: (name: string) => string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), value]))
}

/** What is wrong with a field is told under the name that was asked with. */
function underFaceNames(error: unknown, names: FaceNames): unknown {
  if (!isSwellError(error, 'serving.rowDoesNotFit')) return error
  const { rowNumber, field, found, wanted } = error.details as {
    readonly rowNumber: number
    readonly field: string
    readonly found: string
    readonly wanted: string
  }
  return servingErrors.rowDoesNotFit({ rowNumber, field: names[field] ?? field, found, wanted })
}
