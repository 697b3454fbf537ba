import type { Columns, RowOf } from '../../table/index.ts'
import type { FeatureValue, Features, RequestFeature } from './feature.ts'

/** Tells the compiler by which names, of what values, a feature's rows are found; never present. */
export interface Joined<Names> {
  readonly joins?: Names
}

export type JoinsOf<F> = F extends Joined<infer Names> ? Names : unknown

type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  one: infer Intersection,
) => void
  ? Intersection
  : never

/** What the inputs of a derived feature are found by, all together. */
export type JoinsOfAll<Inputs extends Features> = All<
  { [Name in keyof Inputs]: JoinsOf<Inputs[Name]> }[keyof Inputs]
>

/** A group's own key, by which its rows are found where nothing else is said. */
export type OwnJoins<C extends Columns, Key extends keyof C> = {
  readonly [Name in Key]: RowOf<C>[Name]
}

/** What `on: { … }` says: names that hold the key's values, and what the features in it are found by. */
export type JoinsOn<C extends Columns, Key extends keyof C, On> = All<
  {
    [Name in Key]: Name extends keyof On
      ? On[Name] extends string
        ? { readonly [Own in On[Name]]: RowOf<C>[Name] }
        : JoinsOf<On[Name]>
      : unknown
  }[Key]
>

/** What a view can find rows by: the key of its labels, and the request. */
type Reach<C extends Columns, Key extends keyof C, R> = OwnJoins<C, Key> & {
  readonly [Name in keyof R]: R[Name] extends RequestFeature ? FeatureValue<R[Name]> : never
}

type Kind<Value> = unknown extends Value
  ? unknown
  : Exclude<Value, undefined> extends string
    ? 'text'
    : Exclude<Value, undefined> extends number
      ? 'number'
      : Exclude<Value, undefined>

type Unmet<Joins, Known> = unknown extends Joins
  ? never
  : {
      [Name in keyof Joins & string]: string extends Name
        ? never
        : Name extends keyof Known
          ? [Kind<Known[Name]>] extends [Kind<Joins[Name]>]
            ? never
            : `${Name} is of another type than what it is joined to`
          : `${Name} is neither in the key of the labels nor in the request`
    }[keyof Joins & string]

/** A property that no feature has: the compiler says that it is missing, and with it why. */
type Unjoined<F extends Features, Known> = {
  readonly [Name in keyof F as [Unmet<JoinsOf<F[Name]>, Known>] extends [never] ? never : Name]: {
    readonly unjoined: Unmet<JoinsOf<F[Name]>, Known>
  }
}

/** Nothing, unless features can't be joined to the labels: then those, with why. */
export type AllJoined<F extends Features, C extends Columns, Key extends keyof C, R> = [
  keyof Unjoined<F, Reach<C, Key, R>>,
] extends [never]
  ? object
  : { readonly features: Unjoined<F, Reach<C, Key, R>> }
