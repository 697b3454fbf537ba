import type { ServedModel } from '../served-model.ts'

/** A model that takes part in the answers of a service: by its champion, or by another alias. */
export type Member<M extends ServedModel = ServedModel> =
  M | { readonly model: M; readonly alias: string }

/** Whose predictions a member gives. */
export type ModelOf<One> = One extends ServedModel
  ? One
  : One extends { readonly model: infer M extends ServedModel }
    ? M
    : never

export type Members = Readonly<Record<string, Member>>

export interface MemberModel {
  readonly model: ServedModel
  readonly alias: string
}

export function memberModel(member: Member): MemberModel {
  return 'view' in member ? { model: member, alias: 'champion' } : member
}
