import type { PartKind } from '../prediction.ts'
import type { ServedModel } from '../served-model.ts'
import type { Composition } from './composition.ts'
import { memberModel, type Member, type MemberModel } from './member.ts'

/** A model that has a part in the answers of a service. */
export interface ServicePart extends MemberModel {
  /** The column that it tells, its name in the ensemble, or `fallback`. */
  readonly name: string
  readonly kind: PartKind
  /** Whether it is the service's own model, which is asked anyway. */
  readonly isOwn: boolean
}

export const fallbackName = 'fallback'

/** In the order in which they are asked. */
export function partsOf({
  model,
  chain = {},
  ensemble,
  confidence,
}: Composition & { readonly model: ServedModel }): ServicePart[] {
  const toPart =
    (kind: PartKind) =>
    ([name, member]: [string, Member]): ServicePart => {
      const own = memberModel(member)
      return { ...own, name, kind, isOwn: kind === 'ensemble' && own.model.name === model.name }
    }
  const otherwise = confidence?.otherwise
  const fallback: [string, Member][] =
    typeof otherwise === 'object' ? [[fallbackName, otherwise]] : []
  return [
    ...Object.entries(chain).map(toPart('chain')),
    ...Object.entries(ensemble?.of ?? {}).map(toPart('ensemble')),
    ...fallback.map(toPart('fallback')),
  ]
}
