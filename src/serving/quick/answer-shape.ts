import type { ColumnType } from '../../table/index.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'

/**
 * Which members of a row of an answer tell what: enough to read a prediction back from the answer's own text. Only
 * models have one whose features are all made of the key and the request, and stand in the answer as they came.
 */
export interface AnswerShape {
  readonly label: string
  readonly key: readonly string[]
  readonly request: readonly string[]
  readonly features: readonly string[]
}

const ownMembers = ['predictionId', 'at', 'modelVersion', 'rows']

/** Types whose values are features as they come. */
const echoedTypes: readonly ColumnType[] = ['float', 'integer', 'text']

/** Undefined where answers say something else than the request and what was made of it. */
export function answerShape(model: ServedModel): AnswerShape | undefined {
  const { label, features, request } = model.view
  const keys = keyColumns(model)
  const asked = { ...keys, ...request }
  const members = new Set([...ownMembers, label.column])
  const fits =
    Object.keys(request).length > 0 &&
    Object.entries(asked).every(
      ([name, { type }]) => !members.has(name) && echoedTypes.includes(type),
    ) &&
    Object.keys(request).every((name) => isEchoed(model, name) && !Object.hasOwn(keys, name)) &&
    Object.entries(features).every(
      ([name, { kind }]) =>
        isEchoed(model, name) ||
        (kind !== 'latest' &&
          kind !== 'window' &&
          !members.has(name) &&
          !Object.hasOwn(asked, name)),
    )
  if (!fits) return undefined
  return {
    label: label.column,
    key: Object.keys(keys),
    request: Object.keys(request),
    features: Object.keys(features),
  }
}

/** Whether a feature is what the request has under the same name. */
export function isEchoed({ view }: ServedModel, name: string): boolean {
  const feature = view.features[name]
  return (
    feature !== undefined &&
    (feature.kind === 'request' || feature.kind === 'key') &&
    feature.column === name &&
    feature.otherwise === undefined &&
    echoedTypes.includes(feature.type)
  )
}
