import { parseDuration, type Duration } from '../../base/index.ts'
import type { Columns } from '../../table/index.ts'
import { checkView } from './check-view.ts'
import { delayFeatures } from './delay-features.ts'
import type { Features, RequestFeature } from './feature.ts'
import type { AllJoined } from './joined.ts'
import type { Label } from './label.ts'
import { requestColumns, type RequestFeatures } from './request.ts'
import type { View } from './view.ts'

type ColumnsOfRequest<R extends RequestFeatures> = {
  readonly [Name in keyof R]: R[Name] extends RequestFeature<infer Value>
    ? RequestFeature<Value>['declared']
    : never
}

/** Names of the request that the label group has no column of must be told where they come from. */
type RequestFrom<R extends RequestFeatures, C extends Columns> = string extends keyof R
  ? { readonly requestFrom?: Readonly<Record<string, keyof C & string>> }
  : [Exclude<keyof R, keyof C>] extends [never]
    ? { readonly requestFrom?: { readonly [Name in keyof R & string]?: keyof C & string } }
    : {
        readonly requestFrom: {
          readonly [Name in Exclude<keyof R & string, keyof C>]: keyof C & string
        } & { readonly [Name in keyof R & string]?: keyof C & string }
      }

/**
 * Declares a view. Throws `keyNotShared` for a group that can't be joined to the labels, `readsLabel`
 * for a feature that reads what is to be predicted, `requestNotTold` where training has no values for
 * the request.
 */
export function defineView<
  const F extends Features,
  C extends Columns,
  Key extends keyof C & string,
  const LabelName extends string,
  const R extends RequestFeatures = Readonly<Record<never, RequestFeature>>,
>(
  definition: {
    readonly name: string
    readonly description?: string
    readonly label: Label<C, Key, LabelName>
    readonly features: F
    /** What comes with a request: `requested({ amount: float() })`. */
    readonly request?: R
    /** What became known within so long isn't used yet, where a feature says nothing else. */
    readonly delay?: Duration
    /** Features that read the label knowingly, each with the reason. */
    readonly meant?: { readonly [Name in keyof F & string]?: string }
  } & RequestFrom<NoInfer<R>, C> &
    AllJoined<NoInfer<F>, C, Key, NoInfer<R>>,
): View<F, Key, LabelName, ColumnsOfRequest<R>> {
  const { name, description, label, delay, request = {}, requestFrom = {}, meant = {} } = definition
  if (delay !== undefined) parseDuration(delay)
  const features =
    delay === undefined ? definition.features : delayFeatures(definition.features, delay)
  const view: View = {
    kind: 'view',
    name,
    ...(description === undefined ? {} : { description }),
    label,
    features,
    request: requestColumns(request, features),
    requestFrom,
    meant,
  }
  checkView(view)
  return Object.freeze(view) as View<F, Key, LabelName, ColumnsOfRequest<R>>
}
