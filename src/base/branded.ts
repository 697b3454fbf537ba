declare const brand: unique symbol

/** A string that only its own kind of function may make: a `RunId` is not a `CommitId`. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }
