import { float, text, type Columns } from '../../table/index.ts'
import { fallbackKinds } from '../prediction.ts'
import type { ComposedService } from './composed-service.ts'
import { partsOf } from './service-parts.ts'

/** What a row of an answer has beside what the model's prediction has. */
export function toldColumns({
  confidence,
  reply,
}: Pick<ComposedService, 'confidence' | 'reply'>): Columns {
  const about = { description: 'How sure that is, from 0 to 1.', min: 0, max: 1 }
  const otherwise = 'By what it was answered, where the models were not sure enough.'
  return {
    ...(confidence === undefined ? {} : { confidence: float(about) }),
    ...(confidence?.otherwise === undefined
      ? {}
      : {
          fallback: { ...text({ description: otherwise, oneOf: fallbackKinds }), optional: true },
        }),
    ...reply?.tells,
  }
}

/** Whose values stand in an answer under `parts`. */
export function toldParts(service: ComposedService): readonly string[] {
  return partsOf(service).flatMap(({ name, kind }) => (kind === 'chain' ? [] : [name]))
}
