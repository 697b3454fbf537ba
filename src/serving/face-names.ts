import { isSwellError } from '../base/index.ts'
import { servingErrors } from './errors.ts'
import type { Answer, OpenService } from './open-service.ts'
import type { ServedModel } from './service.ts'

/** What columns are called at the face of a service, by their names in the project: `capitalGain` is `capital-gain`. */
export type FaceNames = Readonly<Record<string, string>>

type Row = Readonly<Record<string, unknown>>

/** A service that takes and gives rows under the names of its face; the project's own are taken too. */
export function withFaceNames<M extends ServedModel>(
  open: OpenService<M>,
  names: FaceNames,
): OpenService<M> {
  const own = new Map(Object.entries(names).map(([column, name]) => [name, column]))
  const toOwn = (row: Row): Row => renamed(row, (name) => own.get(name) ?? name)
  const toFace = <Answered extends Row>(row: Answered) => faceRow(names, row) as Answered

  async function predict(rows: readonly Row[], asking: Parameters<typeof open.predict>[1]) {
    try {
      const answer = await open.predict(rows.map(toOwn), asking)
      return { ...answer, predictions: answer.predictions.map(toFace) } satisfies Answer<M>
    } catch (error) {
      throw underFaceNames(error, names)
    }
  }

  return {
    ...open,
    columns: faceRow(names, open.columns),
    predict,
    async predictText({ rows }, asking) {
      const answer = await predict(rows, asking)
      return { version: answer.version, text: JSON.stringify(answer) }
    },
    fields: () =>
      open.fields().map((field) => ({ ...field, name: names[field.name] ?? field.name })),
  }
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
