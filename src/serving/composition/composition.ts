import type { Columns, RowOf } from '../../table/index.ts'
import type { GivenOf, KeyOf, KeyValue, LabelOf, RequestOf, ServedModel } from '../served-model.ts'
import type { Combine, Ensemble } from './ensemble.ts'
import type { Member, Members, ModelOf } from './member.ts'

/** By column of the request that a model reads: the model that predicts it. */
export type Chain = Members

/** What comes before the models: a function from the row that is asked to the row that they read. */
export interface Prepare {
  /** What a row of a request may hold, beside key and moment. */
  readonly asks: Columns
  // A method, so that one of a more exact row is one of these.
  by(asked: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}

/** What comes after them: a function from what was predicted to what is answered beside it. */
export interface Reply {
  /** What a row of an answer has more. */
  readonly tells: Columns
  by(said: Said): Readonly<Record<string, unknown>>
}

/** How sure an answer must be, and what is answered otherwise. */
export interface Confidence {
  /** From 0 to 1, as the confidence is. */
  readonly atLeast: number
  /** A number, what another model predicts, or what a function makes of it; without it the answer stays. */
  readonly otherwise?: number | Member | Otherwise
  /** How sure it is: how likely the likeliest class is, or the share of the votes, where it is absent. */
  of?(said: Said): number
}

type Otherwise = { bivariant(said: Said): number }['bivariant']

/** What the functions of a service are told of a prediction. */
export interface Said<
  M extends ServedModel = ServedModel,
  Asked = Readonly<Record<string, unknown>>,
  Part extends string = string,
> {
  readonly value: number
  readonly at: Date
  readonly key: { readonly [Name in KeyOf<M>]: KeyValue }
  /** What the model was given. */
  readonly features: GivenOf<M>
  /** What was asked, before it was prepared. */
  readonly asked: Asked
  /** What each of the other models said, by the name of its part. */
  readonly parts: { readonly [Name in Part]?: number }
  /** By class; only where the model tells classes apart. */
  readonly probabilities: Readonly<Record<string, number>> | undefined
  readonly confidence: number | undefined
  readonly isFallback: boolean
}

/** What of a service is more than one model asked with the rows of a request. */
export interface Composition {
  readonly chain?: Chain
  readonly ensemble?: Ensemble
  readonly prepare?: Prepare
  readonly reply?: Reply
  readonly confidence?: Confidence
}

/** Columns of the request that hold numbers: what another model predicts can be told by them. */
type NumberColumn<M extends ServedModel> = {
  [Name in keyof RequestOf<M>]: Exclude<RequestOf<M>[Name], undefined> extends number ? Name : never
}[keyof RequestOf<M>] &
  string

type NumberColumnOf<M> = M extends ServedModel ? NumberColumn<M> : never

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

type RequestOfMember<One> = One extends unknown ? RequestOf<ModelOf<One> & ServedModel> : never

/** What `prepare` makes: the requests of all models, without what they tell one another. */
type Prepared<M extends ServedModel, C extends Members, E extends Members> = Omit<
  RequestOf<M> & Together<RequestOfMember<C[keyof C]> | RequestOfMember<E[keyof E]> | object>,
  keyof C
>

type SaidOf<
  M extends ServedModel,
  Asks extends Columns,
  C extends Members,
  E extends Members,
> = Said<M, RowOf<Asks>, (keyof C | keyof E) & string>

/** The same as it is written down, with the types of its models. */
export interface CompositionOf<
  M extends ServedModel,
  Asks extends Columns,
  Tells extends Columns,
  C extends Members,
  E extends Members,
> {
  /** Columns of the request that other models predict, from the same row: `{ demand: areaDemand }`. */
  readonly chain?: C &
    (string extends keyof C
      ? unknown
      : { readonly [Name in Exclude<keyof C, NumberColumnOf<M | ModelOf<C[keyof C]>>>]: never })
  /** Models of the same label that answer together; the service's own model is one of them. */
  readonly ensemble?: {
    readonly of: E &
      (string extends keyof E
        ? unknown
        : {
            readonly [Name in keyof E]: LabelOf<ModelOf<E[Name]>> extends LabelOf<M>
              ? unknown
              : never
          })
    readonly by: Combine<keyof NoInfer<E> & string>
  }
  readonly prepare?: {
    readonly asks: Asks
    readonly by: (
      asked: RowOf<Asks> & { readonly at: Date } & { readonly [Name in KeyOf<M>]?: KeyValue },
    ) => Prepared<M, NoInfer<C>, NoInfer<E>>
  }
  readonly reply?: {
    readonly tells: Tells
    readonly by: (said: SaidOf<M, NoInfer<Asks>, NoInfer<C>, NoInfer<E>>) => RowOf<Tells>
  }
  readonly confidence?: {
    readonly atLeast: number
    readonly otherwise?:
      number | Member | ((said: SaidOf<M, NoInfer<Asks>, NoInfer<C>, NoInfer<E>>) => number)
    readonly of?: (said: SaidOf<M, NoInfer<Asks>, NoInfer<C>, NoInfer<E>>) => number
  }
}

/** Whether there is more to a service than its model. */
export function isComposed({ chain, ensemble, prepare, reply, confidence }: Composition): boolean {
  return [chain, ensemble, prepare, reply, confidence].some((part) => part !== undefined)
}
